"use strict";
// The article reader with a script: cards open in place, and a mark and its line in the list light up together.
// Everything here works without it, by following links.
(() => {
  const panel = document.getElementById("panel");
  const all = (token) =>
    document.querySelectorAll(`[data-on~="${token}"], [data-is="${token}"]`);

  const light = (event, on) => {
    const near = event.target.closest?.("[data-on], [data-is]");
    if (!near) return;
    const tokens = (near.dataset.on || near.dataset.is || "").split(" ").filter(Boolean);
    for (const token of tokens) for (const one of all(token)) one.classList.toggle("lit", on);
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
    document.addEventListener(name, (event) => light(event, on));

  if (!panel) return; // a trial: its cards are in the page and open by their links

  const wide = matchMedia("(min-width: 56rem)");
  let opener = null; // where the keyboard goes back to when a card closes
  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
    for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
    for (const one of document.querySelectorAll("[aria-current=true]")) one.removeAttribute("aria-current");
  };

  const show = async (address, push) => {
    const about = address.searchParams.get("about");
    close();
    if (about) {
      const asked = new URL(address);
      asked.searchParams.set("part", "card");
      const answer = await fetch(asked, { headers: { Accept: "text/html" } });
      if (!answer.ok) return void location.assign(address);
      panel.innerHTML = await answer.text(); // made by our own server, every text in it escaped
      panel.hidden = false;
      panel.scrollTop = 0;
      panel.closest(".side").scrollTop = 0;
      for (const one of document.querySelectorAll(".reader a[href]")) {
        if (new URL(one.href).searchParams.get("about") !== about) continue;
        if (one.dataset.on) one.classList.add("chosen");
        else one.setAttribute("aria-current", "true");
      }
    }
    if (push) history.pushState(null, "", address);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".reader a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.pathname !== location.pathname || address.origin !== location.origin) return;
    const card = address.searchParams.has("about");
    if (!card && !link.classList.contains("close")) return; // a link to a sentence of this page
    event.preventDefault();
    const inList = link.closest("[data-is]");
    const byKeyboard = event.detail === 0;
    if (card && !panel.contains(link)) opener = link;
    show(address, true).then(() => {
      if (card && byKeyboard) panel.focus({ preventScroll: true });
      if (!card) opener?.focus({ preventScroll: true });
      const sentence = address.hash && document.getElementById(address.hash.slice(1));
      if (inList && sentence && wide.matches) sentence.scrollIntoView({ block: "center" });
    });
  });
  addEventListener("popstate", () => show(new URL(location.href), false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(new URL(location.pathname, location.href), true).then(() => opener?.focus({ preventScroll: true }));
  });
})();
