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
    ...nodes.map((one, number) => ({
      position: { x: 60 * Math.sqrt(number) * Math.cos(number * 2.4), y: 60 * Math.sqrt(number) * Math.sin(number * 2.4) },
      data: {
        id: one.id, name: one.name, href: one.href, told: `${one.name} (${one.type})`,
        shown: "", shape: shapes[one.type] || "tag", size: 14 + 26 * Math.sqrt(one.dealings / most), rank: one.dealings,
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
        label: "data(shown)", color: colour("--ink"), "font-family": font, "text-valign": "bottom", "text-outline-color": colour("--paper"), "text-outline-opacity": 1,
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
        opacity: 1, label: "data(type)", "font-family": font, color: colour("--ink"),
        "text-outline-color": colour("--paper"), "text-outline-opacity": 1, "text-rotation": "autorotate",
      } },
      { selector: "node.near", style: { label: "data(name)", "z-index": 9 } },
    ];
  };

  document.getElementById("picture").hidden = false;
  const canvas = document.getElementById("network");
  // A plain wheel scrolls the page; only with Ctrl is it for the picture.
  canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey) event.stopImmediatePropagation(); }, true);
  // The layout begins at random; with the same numbers each time, the same network has the same picture.
  const random = Math.random;
  let seed = 1;
  Math.random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
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
      nodeDimensionsIncludeLabels: false, idealEdgeLength: 70, nodeRepulsion: 6500, nodeSeparation: 80,
      tilingPaddingVertical: 24, tilingPaddingHorizontal: 40,     },
  });

  Math.random = random;

  // A wide picture on a tall screen is laid on its side.
  const room = graph.width() < 500 ? 24 : 48;
  const box = graph.elements().boundingBox();
  if ((box.w > box.h) !== (graph.width() > graph.height())) {
    graph.nodes().positions((node) => ({ x: node.position("y"), y: node.position("x") }));
  }
  graph.fit(undefined, room);

  // Names have the same size at every distance, and only as many are shown as do not cover each other: those with the
  // most dealings first. Closer shows more.
  const SIZE = 11;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${SIZE}px system-ui, sans-serif`;
  const ranked = graph.nodes().sort((one, other) => other.data("rank") - one.data("rank")).toArray();
  const name = () => {
    const level = graph.zoom();
    const taken = ranked.map((node) => {
      const at = node.position();
      const half = (node.width() * level) / 2;
      return { node, left: at.x * level - half, right: at.x * level + half, top: at.y * level - half, bottom: at.y * level + half };
    });
    graph.batch(() => {
      graph.elements().style({ "font-size": SIZE / level, "text-outline-width": 2 / level, "text-margin-y": 3 / level });
      ranked.forEach((node, rank) => {
        const at = node.position();
        const half = pen.measureText(node.data("name")).width / 2 + 3;
        const top = at.y * level + (node.height() * level) / 2 + 2;
        const box = { left: at.x * level - half, right: at.x * level + half, top, bottom: top + SIZE + 4 };
        // the first ones may cover marks, never other names
        const free = taken.every((one) => one.node === node || (one.node && rank < 15)
          || box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom);
        if (free) taken.push(box);
        node.data("shown", free ? node.data("name") : "");
      });
    });
  };
  name();
  let waiting = 0;
  graph.on("zoom", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(name);
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
  const actions = { closer: () => zoom(1.4), wider: () => zoom(1 / 1.4), all: () => graph.fit(undefined, room) };
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
