import{a as n}from"./chunk-V3L7MFNN.js";function m(o,c){let e=document.createElement("ul");for(let[l,r]of c){let t=document.createElement("li");t.textContent=l+": "+n(r),e.append(t)}o.replaceChildren(e)}export{m as details};
//# sourceMappingURL=late-JFQOUG2K.js.map
