// For how many bytes of the functions in webpack's module tables the source map names the same module, computed with
// acorn and source-map alone, and with the stats' module map (id -> {path, inner}).
//
//     NODE_PATH=/usr/share/nodejs node agreement.js FOLDER MODULES.json
//
// Prints the share of all assets together, from 0 to 1. Bytes that a map leaves to the source before them count against it.
const fs = require('fs')
const path = require('path')
const acorn = require('acorn')
const {SourceMapConsumer} = require('source-map')

const [folder, modulesFile] = process.argv.slice(2)
const modules = JSON.parse(fs.readFileSync(modulesFile))

const isFunction = node =>
    node && (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression')

// The object with the most functions under ids of the stats.
function table(node, best = {count: 0}) {
    if (!node || typeof node.type !== 'string') return best
    if (node.type === 'ObjectExpression') {
        const entries = node.properties.filter(property => isFunction(property.value))
            .map(property => ({id: String(property.key.value ?? property.key.name), node: property.value}))
            .filter(entry => modules[entry.id])
        if (entries.length > best.count) best = {count: entries.length, entries}
        if (entries.length) return best
    }
    for (const key of Object.keys(node)) {
        const child = node[key]
        for (const each of Array.isArray(child) ? child : [child]) {
            if (each && typeof each.type === 'string') best = table(each, best)
        }
    }
    return best
}

const clean = name => name.replace(/^webpack:\/\/[^/]*\//, '').replace(/\?.*$/, '').replace(/^\.\//, '')

// What each UTF-16 unit belongs to: the segment before it on its line.
function sources(text, consumer) {
    const starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    const segments = []
    consumer.eachMapping(each => {
        segments.push({at: starts[each.generatedLine - 1] + each.generatedColumn, source: each.source && clean(each.source)})
    })
    return segments.sort((one, other) => one.at - other.at)
}

function agreement(file) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    const found = table(acorn.parse(text, {ecmaVersion: 'latest'}))
    const consumer = new SourceMapConsumer(JSON.parse(fs.readFileSync(path.join(folder, file + '.map'), 'utf8')))
    if (!found.count) return [0, 0]
    const segments = sources(text, consumer)
    let same = 0, all = 0
    for (const {id, node} of found.entries) {
        const names = new Set([modules[id].path, ...modules[id].inner].map(clean))
        for (let index = 0; index < segments.length; index++) {
            const end = index + 1 < segments.length ? segments[index + 1].at : text.length
            const [from, to] = [Math.max(segments[index].at, node.start), Math.min(end, node.end)]
            if (from >= to || !segments[index].source) continue
            const bytes = Buffer.byteLength(text.slice(from, to))
            all += bytes
            if (names.has(segments[index].source)) same += bytes
        }
    }
    return [same, all]
}

let [same, all] = [0, 0]
for (const file of fs.readdirSync(folder)) {
    if (!file.endsWith('.js') || !fs.existsSync(path.join(folder, file + '.map'))) continue
    const [found, bytes] = agreement(file)
    same += found
    all += bytes
}
console.log(same / all)
