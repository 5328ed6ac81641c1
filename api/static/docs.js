"use strict";
// Light or dark as the reader's system is.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#page",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  syntaxHighlight: { activated: false }, // its colours are too pale to read
  validatorUrl: null, // it would send the address to another host
  onComplete: () => { document.body.dataset.drawn = "docs"; },
});
