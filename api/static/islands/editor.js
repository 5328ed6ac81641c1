"use strict";
// YASGUI's editor and table around the page's own form: without this script the form asks /sparql by itself.
(() => {
  const known = JSON.parse(document.getElementById("known").textContent);
  const begin = JSON.parse(document.getElementById("begin").textContent);
  const form = document.getElementById("ask");
  const field = document.getElementById("query");
  const told = document.getElementById("told");
  const results = document.getElementById("results");
  const permalink = document.getElementById("permalink");

  // Completion is from our ontology alone: what YASQE brings would ask other hosts. The endpoint knows some prefixes
  // without their being declared; so does the completion.
  const completer = (name, like, words) => {
    const { preProcessToken } = Yasqe.Autocompleters[like];
    Yasqe.forkAutocompleter(like, {
      name,
      bulk: true,
      autoShow: false,
      persistenceId: null,
      get: () => words,
      preProcessToken: (yasqe, token) => {
        const found = preProcessToken(yasqe, token);
        const namespace = found.tokenPrefix && known.prefixes[found.tokenPrefix.slice(0, -1)];
        if (namespace && !found.tokenPrefixUri) {
          found.tokenPrefixUri = namespace;
          found.autocompletionString = namespace + found.string.trim().slice(found.tokenPrefix.length);
        }
        return found;
      },
    }, false);
  };
  completer("ontology-classes", "class", [...known.classes, ...known.codes]);
  completer("ontology-properties", "property", known.properties);
  Yasqe.defaults.autocompleters = ["variables", "ontology-classes", "ontology-properties"];

  const place = document.createElement("div");
  place.id = "yasqe";
  field.after(place);
  field.hidden = true;
  field.required = false;
  const editor = new Yasqe(place, {
    value: field.value,
    prefixCcApi: null,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: () => new URL(permalink.href).href,
    showQueryButton: false,
    pluginButtons: undefined,
    editorHeight: "auto",
    viewportMargin: Infinity, // it is as high as its text: nothing scrolls in it
    foldGutter: false,
    gutters: ["gutterErrorBar", "CodeMirror-linenumbers"],
    screenReaderLabel: "Query",
    extraKeys: {
      "Ctrl-Space": () => editor.autocomplete(),
      "Ctrl-Enter": () => run(),
      "Cmd-Enter": () => run(),
      Esc: () => editor.getInputField().blur(),
    },
  });
  document.getElementById("query-label").htmlFor = "";
  editor.getInputField().setAttribute("aria-label", "Query");
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;

  const address = () => `/editor?query=${encodeURIComponent(editor.getValue())}`;
  const changed = () => {
    field.value = editor.getValue();
    permalink.href = address();
  };
  editor.on("change", changed);
  changed();

  // whole texts, not their beginnings: a click on a shortened link would only make it longer
  Yasr.defaults.plugins.table = { ...Yasr.defaults.plugins.table, dynamicConfig: { isEllipsed: false } };
  const table = new Yasr(results, {
    persistenceId: null,
    prefixes: known.prefixes,
    pluginOrder: ["table", "boolean", "response"],
    defaultPlugin: "table",
  });

  // IRIs of the data lead to their pages here; what YASR leaves without a name for a screen reader gets one.
  const base = known.base;
  const dress = () => {
    for (const link of results.querySelectorAll("a.iri")) {
      const iri = link.getAttribute("href");
      if (iri.startsWith(base)) {
        link.setAttribute("href", `/id/${iri.slice(base.length).split("/").map(encodeURIComponent).join("/")}`);
        link.removeAttribute("target");
        link.title = iri;
        if (link.textContent === iri) link.textContent = iri.slice(base.length);
      }
    }
    for (const select of results.querySelectorAll("select:not([aria-label])")) {
      select.setAttribute("aria-label", "Rows on a page");
    }
    for (const head of results.querySelectorAll("th:empty, th:first-child")) {
      if (!head.textContent.trim()) head.setAttribute("aria-label", "Number");
    }
    for (const area of results.querySelectorAll(".CodeMirror textarea:not([aria-label])")) {
      area.setAttribute("aria-label", "The answer as it came");
    }
  };
  new MutationObserver(dress).observe(results, { childList: true, subtree: true });

  // Ask the endpoint; what it refuses is told, and gives nothing.
  const ask = async (accept, more) => {
    changed();
    told.textContent = "Asking …";
    told.className = "aside";
    try {
      const answer = await fetch("/sparql", {
        method: "POST",
        body: new URLSearchParams({ query: editor.getValue(), ...more }),
        headers: { Accept: accept },
      });
      if (!answer.ok) throw new Error(reason(await answer.text()) || `${answer.status} ${answer.statusText}`);
      const cut = answer.headers.get("Communique-Cut");
      told.textContent = cut ? `The answer was cut off (${cut}).` : "";
      return answer;
    } catch (error) {
      told.textContent = error.message;
      told.className = "refusal";
      return null;
    }
  };
  const run = async () => {
    history.replaceState(null, "", address());
    results.hidden = true;
    const begun = performance.now();
    const answer = await ask("application/sparql-results+json, text/turtle;q=0.9", {});
    if (answer) {
      const data = await answer.text();
      results.hidden = false;
      table.setResponse({
        data,
        contentType: answer.headers.get("Content-Type"),
        status: answer.status,
        executionTime: Math.round(performance.now() - begun),
      });
    }
    document.body.dataset.drawn = "answer";
  };
  const endings = { csv: "csv", json: "json", turtle: "ttl" };
  const save = async (format) => {
    const answer = await ask("*/*", { format });
    if (!answer) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `answer.${endings[format]}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const reason = (text) => {
    try {
      return JSON.parse(text).detail;
    } catch {
      return text.slice(0, 500);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter && event.submitter.name === "format") save(event.submitter.value);
    else run();
  });
  document.body.dataset.drawn = "editor";
  if (begin.asked) run();
})();
