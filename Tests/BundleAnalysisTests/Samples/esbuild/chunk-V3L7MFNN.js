var e={euro:"€",pound:"£"};function s(t,o="euro"){let r=Math.trunc(t/100),n=String(Math.abs(t%100)).padStart(2,"0");return e[o]+r+"."+n}export{s as a};
//# sourceMappingURL=chunk-V3L7MFNN.js.map
