function r(n){let t=0;for(let e of n)Number.isFinite(e)&&(t+=e);return t}export{r as a};
//# sourceMappingURL=chunk-M4GJAWHA.js.map
