"use strict";
// The network's picture: laid out once, then still; a click on an actor or a line opens its page.
(() => {
  const source = document.getElementById("rows");
  if (!source) return;
  const { nodes, edges } = JSON.parse(source.textContent);
  if (!nodes.length) return;

  const shapes = {
    Person: "ellipse", State: "rectangle", GovernmentBody: "hexagon", Organization: "diamond",
    NewsOrganization: "diamond", InternationalOrganization: "diamond", ArmedGroup: "triangle", ArmedForce: "triangle",
  };
  const lines = { Communication: "solid", MilitaryAction: "solid", OfficialAct: "dashed", PublicAction: "dotted" };
  const happened = new Set(["occurred", "ongoing"]);
  const most = Math.max(...nodes.map((one) => one.dealings));
  const told = (edge, names) => {
    const counts = Object.entries(edge.statuses).map(([status, number]) => `${number} ${status}`).join(", ");
    return `${names.get(edge.source)} ${edge.directed ? "→" : "–"} ${names.get(edge.target)}: ${edge.type} (${counts})`;
  };
  const names = new Map(nodes.map((one) => [one.id, one.name]));
  const elements = [
    ...nodes.map((one) => ({
      data: {
        id: one.id, name: one.name, href: one.href, told: `${one.name} (${one.type})`,
        shape: shapes[one.type] || "tag", size: 14 + 26 * Math.sqrt(one.dealings / most), rank: one.dealings,
      },
    })),
    ...edges.map((one, number) => ({
      data: {
        id: `e${number}`, source: one.source, target: one.target, href: one.href, told: told(one, names),
        type: one.type, family: one.family, line: lines[one.family] || "dotted",
        head: one.directed ? (one.family === "MilitaryAction" ? "triangle-tee" : "triangle") : "none",
        width: Math.min(1.4 + Math.log2(one.events), 6),
        real: Object.keys(one.statuses).some((status) => happened.has(status)) ? 1 : 0,
      },
    })),
  ];

  // Colours are those of the style sheet, light or dark.
  const style = () => {
    const given = getComputedStyle(document.documentElement);
    const colour = (name) => given.getPropertyValue(name).trim();
    const font = getComputedStyle(document.querySelector(".tools")).fontFamily;
    const families = ["Communication", "MilitaryAction", "OfficialAct", "PublicAction", "Event"];
    return [
      { selector: "node", style: {
        shape: "data(shape)", width: "data(size)", height: "data(size)", "background-color": colour("--picture-node"),
        label: "data(name)", color: colour("--ink"), "font-family": font, "font-size": 11,
        "min-zoomed-font-size": 7, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap",
        "text-max-width": 110, "text-outline-color": colour("--paper"), "text-outline-width": 2,
      } },
      { selector: "edge", style: {
        width: "data(width)", "line-style": "data(line)", "curve-style": "bezier", "target-arrow-shape": "data(head)",
        "arrow-scale": 0.9, opacity: 0.85,
      } },
      ...families.map((family) => ({ selector: `edge[family = "${family}"]`, style: {
        "line-color": colour(`--picture-${family}`), "target-arrow-color": colour(`--picture-${family}`),
      } })),
      { selector: "edge[real = 0]", style: { opacity: 0.4, width: 1.2 } },
      { selector: ".far", style: { opacity: 0.12 } },
      { selector: "edge.near", style: {
        opacity: 1, label: "data(type)", "font-size": 10, "font-family": font, color: colour("--ink"),
        "text-outline-color": colour("--paper"), "text-outline-width": 2, "text-rotation": "autorotate",
      } },
      { selector: "node.near", style: { "min-zoomed-font-size": 0, "z-index": 9 } },
    ];
  };

  document.getElementById("picture").hidden = false;
  const canvas = document.getElementById("network");
  // A plain wheel scrolls the page; only with Ctrl is it for the picture.
  canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey) event.stopImmediatePropagation(); }, true);
  const graph = cytoscape({
    container: canvas,
    elements,
    style: style(),
    minZoom: 0.1,
    maxZoom: 4,
    boxSelectionEnabled: false,
    autounselectify: true,
    layout: {
      name: "fcose", animate: false, randomize: true, quality: nodes.length > 150 ? "default" : "proof",
      nodeDimensionsIncludeLabels: true, idealEdgeLength: 90, nodeRepulsion: 9000, nodeSeparation: 110,
      tilingPaddingVertical: 20, tilingPaddingHorizontal: 30, padding: 20,
    },
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(style()));

  const pointed = document.getElementById("pointed");
  const begin = pointed.textContent;
  const show = (event) => {
    const near = event.target.isNode() ? event.target.closedNeighborhood() : event.target.union(event.target.connectedNodes());
    graph.batch(() => {
      graph.elements().difference(near).addClass("far");
      near.addClass("near");
    });
    pointed.textContent = event.target.data("told");
    canvas.classList.add("over");
  };
  const hide = () => {
    graph.batch(() => graph.elements().removeClass("far near"));
    pointed.textContent = begin;
    canvas.classList.remove("over");
  };
  graph.on("mouseover", "node, edge", show);
  graph.on("mouseout", "node, edge", hide);
  graph.on("tap", "node, edge", (event) => location.assign(event.target.data("href")));

  const middle = () => ({ x: graph.width() / 2, y: graph.height() / 2 });
  const zoom = (by) => graph.zoom({ level: graph.zoom() * by, renderedPosition: middle() });
  const actions = { closer: () => zoom(1.4), wider: () => zoom(1 / 1.4), all: () => graph.fit(undefined, 20) };
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", actions[button.dataset.do]);
  }
  // For whoever looks at the picture from outside: where each actor and line stands on the screen.
  canvas.whereIs = (id) => {
    const one = graph.getElementById(id);
    return one.isNode() ? one.renderedPosition() : one.renderedMidpoint();
  };
  document.body.dataset.drawn = "network";
})();
