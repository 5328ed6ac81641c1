"use strict";
// The timeline's picture: draws the rows that the page brings; each leads to its event's page.
(() => {
  const source = document.getElementById("rows");
  if (!source) return;
  const { lanes, rows } = JSON.parse(source.textContent);
  if (!rows.length) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const narrow = matchMedia("(max-width: 40rem)").matches;

  // What is known only roughly is as wide as its bounds; a day is a dot in its middle.
  const item = (row, number) => {
    const start = new Date(row.start);
    const end = new Date(row.end || row.start);
    const day = row.granularity === "day" || row.start === null;
    return {
      id: number,
      group: row.lane,
      start: day ? new Date((start.getTime() + end.getTime()) / 2) : start,
      end: day ? undefined : end,
      type: day ? "point" : "range",
      className: `lane-${row.lane}${row.sure && row.granularity !== "month" && row.granularity !== "year" ? "" : " unsure"}`,
      row,
    };
  };
  const link = (one) => {
    const made = document.createElement("a");
    made.href = one.row.href;
    made.textContent = one.row.label;
    made.title = `${one.row.label} · ${one.row.when} · ${one.row.status}`;
    made.tabIndex = -1; // the table has the same links for the keyboard
    return made;
  };
  const used = new Set(rows.map((row) => row.lane));
  const groups = lanes
    .filter(([lane]) => used.has(lane))
    .map(([lane, words], order) => ({ id: lane, content: words, order, className: `lane-${lane}` }));

  // Labels stand to the right of their days: the last ones need room.
  const opening = () => {
    const known = rows.filter((row) => row.start);
    const first = Math.min(...known.map((row) => Date.parse(row.start)));
    const last = Math.max(...known.map((row) => Date.parse(row.end || row.start)));
    const long = Math.max(last - first, 1000 * 60 * 60 * 24 * 6);
    return { start: first - 0.04 * long, end: last + (narrow ? 1.2 : 0.6) * long };
  };

  document.getElementById("picture").hidden = false;
  const canvas = document.getElementById("timeline");
  const picture = new vis.Timeline(canvas, rows.map(item), groups, {
    template: link,
    groupOrder: "order",
    maxHeight: narrow ? 420 : 620,
    verticalScroll: true,
    zoomKey: "ctrlKey",
    zoomMin: 1000 * 60 * 60 * 24 * 2,
    margin: { item: { horizontal: 4, vertical: 4 } },
    orientation: { axis: "top", item: "top" },
    selectable: false,
    tooltip: { followMouse: true },
    showCurrentTime: false,
    onInitialDrawComplete: () => { document.body.dataset.drawn = "timeline"; },
    ...opening(),
    moment: (date) => vis.moment(date).utc(),
    xss: { disabled: false },
  });
  picture.on("click", (event) => {
    if (event.item !== null && event.item !== undefined) location.assign(rows[event.item].href);
  });

  const how = { animation: still ? false : { duration: 250 } };
  const move = (part) => {
    const { start, end } = picture.getWindow();
    const by = (end - start) * part;
    picture.setWindow(start.getTime() + by, end.getTime() + by, how);
  };
  const actions = {
    earlier: () => move(-0.5),
    later: () => move(0.5),
    closer: () => picture.zoomIn(0.5, how),
    wider: () => picture.zoomOut(0.5, how),
    all: () => picture.setWindow(opening().start, opening().end, how),
  };
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", actions[button.dataset.do]);
  }
  // What scrolls can be scrolled with the keyboard.
  const reach = () => {
    for (const panel of canvas.querySelectorAll(".vis-vertical-scroll")) {
      panel.tabIndex = 0;
      panel.setAttribute("role", "group");
      panel.setAttribute("aria-label", "Lanes of the picture");
    }
  };
  picture.on("changed", reach);
  // What begins left of the picture has its label at the edge, and none where only the rest of it would be seen.
  const label = () => {
    const edge = canvas.querySelector(".vis-panel.vis-top").getBoundingClientRect().left;
    const words = document.createRange();
    const texts = [...canvas.querySelectorAll(".vis-time-axis .vis-text.vis-minor:not(.vis-measure)")];
    for (const one of texts) one.style.textIndent = one.style.visibility = "";
    const cut = texts
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.left < edge - 1 && box.right > edge);
    for (const { one, box } of cut) {
      words.selectNodeContents(one);
      const room = box.right - edge - 8;
      if (words.getBoundingClientRect().width > room) one.style.visibility = "hidden";
      else one.style.textIndent = `${edge - box.left}px`;
    }
  };
  picture.on("changed", label);
})();
