import{a as t}from"./chunk-M4GJAWHA.js";import{a as e}from"./chunk-V3L7MFNN.js";var o=Array.from(document.querySelectorAll("[data-order]"),r=>Number(r.dataset.order));document.title="Orders: "+e(t(o));for(let r of document.querySelectorAll("[data-order]"))r.textContent=e(Number(r.dataset.order));
//# sourceMappingURL=admin-NNTVRUW3.js.map
