/// The words that decide how what follows them is read.
enum Keyword: UInt8 {
    case none
    /// An operand comes next: `typeof`, `void`, `delete`, `new`, `throw`, `in`, `instanceof`.
    case prefix
    /// `in` and `instanceof`
    case infix
    case returning
    /// A statement comes next: `do`, `else`, `try`, `finally`.
    case statement
    /// A parenthesis comes next: `if`, `while`, `with`, `switch`.
    case head
    case catchHead
    case forHead
    case function
    case classHead
    case extends
    case declaration
    case letDeclaration
    case yield
    case await
    case async
    case of
    case jump
    case debugger
    case importing
    case exporting
    case caseClause
    case defaultClause

    /// Reads a word of `count` bytes whose first eight are in `head`, the first one lowest.
    static func of(_ head: UInt64, count: Int) -> Keyword {
        switch count {
        case 2: two(head)
        case 3: three(head)
        case 4: four(head)
        case 5: five(head)
        case 6: six(head)
        case 7: seven(head)
        case 8: eight(head)
        default: .none
        }
    }

    private static func two(_ head: UInt64) -> Keyword {
        switch head {
        case word("if"): .head
        case word("in"): .infix
        case word("do"): .statement
        case word("of"): .of
        default: .none
        }
    }

    private static func three(_ head: UInt64) -> Keyword {
        switch head {
        case word("var"): .declaration
        case word("let"): .letDeclaration
        case word("for"): .forHead
        case word("new"): .prefix
        case word("try"): .statement
        default: .none
        }
    }

    private static func four(_ head: UInt64) -> Keyword {
        switch head {
        case word("void"): .prefix
        case word("else"): .statement
        case word("case"): .caseClause
        case word("with"): .head
        default: .none
        }
    }

    private static func five(_ head: UInt64) -> Keyword {
        switch head {
        case word("const"): .declaration
        case word("class"): .classHead
        case word("while"): .head
        case word("catch"): .catchHead
        case word("throw"): .prefix
        case word("break"): .jump
        case word("async"): .async
        case word("await"): .await
        case word("yield"): .yield
        default: .none
        }
    }

    private static func six(_ head: UInt64) -> Keyword {
        switch head {
        case word("return"): .returning
        case word("typeof"), word("delete"): .prefix
        case word("switch"): .head
        case word("import"): .importing
        case word("export"): .exporting
        default: .none
        }
    }

    private static func seven(_ head: UInt64) -> Keyword {
        switch head {
        case word("default"): .defaultClause
        case word("finally"): .statement
        case word("extends"): .extends
        default: .none
        }
    }

    private static func eight(_ head: UInt64) -> Keyword {
        switch head {
        case word("function"): .function
        case word("continue"): .jump
        case word("debugger"): .debugger
        default: .none
        }
    }

    /// The bytes of a word as one number, the first one lowest; the compiler folds it into a constant.
    @inline(__always)
    static func word(_ text: StaticString) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<text.utf8CodeUnitCount { word |= UInt64(text.utf8Start[index]) &<< UInt64(8 &* index) }
        return word
    }
}
