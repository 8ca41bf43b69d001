// What moves on the page: [n] to its card and back, keys, copying, saving, the list of articles, links with ?q=.
// Knows no article: it finds what the drawings of ui/ left for it in data- attributes, and asks Python by wishes.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const box = () => one("#fn-question textarea, #fn-question input");
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const touch = () => matchMedia("(hover: none)").matches;

  function flash(element) {
    all(".fn-flash").forEach((other) => other.classList.remove("fn-flash"));
    void element.offsetWidth; // lets the animation begin anew
    element.classList.add("fn-flash");
    element.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "center" });
    element.focus({ preventScroll: true });
  }

  function showSources(turn) {
    all("#fn-panel .fn-sources").forEach((section) => (section.hidden = section.dataset.turn !== String(turn)));
  }

  let left = null; // the [n] by which the reader went to a card

  function toCard(turn, number, from = null) {
    const card = document.getElementById(`fn-card-${turn}-${number}`);
    if (!card) return;
    left = from;
    showSources(turn);
    flash(card);
  }

  function toAnswer(turn, number) {
    const numbers = `.fn-number[data-turn="${turn}"][data-number="${number}"]`;
    flash(left && left.matches(numbers) ? left : one(numbers) || document.getElementById(`fn-turn-${turn}`));
  }

  function write(question) {
    box().value = question;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Called by Gradio: when it takes a question, what is typed behind it is the next one; when a file is ready to save.
  window.footnote = {
    taken: (question) => question.trim() && box().value.startsWith(question) && write(box().value.slice(question.length)),
    save: (file) => {
      if (!file) return;
      const { name, type, text } = JSON.parse(file);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
  };

  // Asks Python for something: the wish goes into a box that nobody sees, whose button is pressed when Gradio has it.
  function wish(name, value) {
    const area = one(`#fn-wish-${name} textarea, #fn-wish-${name} input`);
    area.value = typeof value === "string" ? value : JSON.stringify(value);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById(`fn-do-${name}`).click(), 60);
  }

  // Articles: what is searched and sorted is on the page already.
  function find(field) {
    const wanted = field.value.trim().toLowerCase();
    all("tbody tr", field.parentElement).forEach((row) => (row.hidden = !row.textContent.toLowerCase().includes(wanted)));
  }

  function sort(button) {
    const name = button.dataset.sort;
    const head = button.closest("th");
    const down = head.getAttribute("aria-sort") === "ascending";
    all("th", head.parentElement).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = one("tbody", button.closest("table"));
    const order = (a, b) => (a.dataset[name] || "").localeCompare(b.dataset[name] || "", undefined, { numeric: true });
    const rows = all("tr", body).sort(order);
    body.append(...(down ? rows.reverse() : rows));
  }

  // Taking an article out wants two presses; looking elsewhere takes the first one back.
  function remove(button) {
    if (button.dataset.armed) return wish("remove", button.dataset.remove);
    const words = button.textContent;
    button.dataset.armed = "yes";
    button.textContent = button.dataset.sure;
    const calmDown = () => {
      clearTimeout(button.calm);
      delete button.dataset.armed;
      button.textContent = words;
    };
    button.addEventListener("blur", calmDown, { once: true });
    button.calm = setTimeout(calmDown, 6000);
  }

  function rate(button) {
    const why = button.dataset.rate === "bad" ? prompt(button.dataset.why) : "";
    if (why === null) return;
    all(`.fn-rate[data-turn="${button.dataset.turn}"]`).forEach((other) => other.setAttribute("aria-pressed", other === button));
    wish("rate", { turn: Number(button.dataset.turn), value: button.dataset.rate, why });
  }

  function speak(language) {
    document.cookie = `fn-language=${language}; path=/; max-age=31536000; samesite=strict`;
    location.reload();
  }

  // An article comes in a dialog; the browser closes it on Escape and gives the focus back.
  let shown = ""; // its number: Gradio may draw the same dialog again after it was closed
  function showArticle() {
    const dialog = one("#fn-article dialog");
    const number = one("#fn-article [data-opened]")?.dataset.opened;
    if (!dialog || number === undefined || number === shown) return;
    shown = number;
    dialog.showModal();
    one("mark", dialog)?.scrollIntoView({ block: "center" });
  }

  function fill(question) {
    write(question);
    box().focus();
  }

  function ask(question) {
    fill(question);
    setTimeout(() => one("#fn-send").click(), 50); // Gradio takes the value over between two frames
  }

  // The same question, or what is left of it without what was understood: asked on purpose, however soon.
  function askAgain(button) {
    sent.at = -Infinity;
    ask(button.dataset.ask);
  }

  async function press(id) {
    const button = () => document.getElementById(id);
    if (!button()?.checkVisibility()) all('#fn-tabs [role="tab"]')[1]?.click();
    for (let tries = 0; tries < 40 && !button(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    button()?.scrollIntoView({ block: "nearest" });
    button()?.click();
  }

  async function copy(button) {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = button.dataset.copy;
      area.select();
      document.execCommand("copy"); // where the page is not on a secure origin there is no clipboard object
      area.remove();
      button.focus();
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 1600);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { turn, number, edit, open, start, end } = button.dataset;
    if (button.matches(".fn-number")) toCard(turn, number, button);
    else if (button.matches(".fn-back")) toAnswer(turn, number);
    else if (button.matches(".fn-example")) ask(button.textContent);
    else if (button.matches("[data-copy]")) copy(button);
    else if (button.matches("[data-edit]")) fill(edit);
    else if (button.matches("[data-press]")) press(button.dataset.press);
    else if (button.matches("[data-open]")) wish("open", { path: open, start: Number(start || 0), end: Number(end || 0) });
    else if (button.matches("[data-close]")) button.closest("dialog").close();
    else if (button.matches("[data-remove]")) remove(button);
    else if (button.matches("[data-sort]")) sort(button);
    else if (button.matches("[data-rate]")) rate(button);
    else if (button.matches("[data-export]")) wish("export", button.dataset.export);
    else if (button.matches("[data-language]")) speak(button.dataset.language);
    else if (button.matches("[data-ask]")) askAgain(button);
  });
  document.addEventListener("click", (event) => {
    const point = event.target.closest(".fn-point");
    if (point) toCard(point.dataset.turn, point.dataset.number, null);
    else if (event.target.matches("dialog[open]")) event.target.close(); // beside the dialog
  });
  document.addEventListener("input", (event) => event.target.matches(".fn-find") && find(event.target));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (one("dialog[open]")) {
      return;
    } else if (event.key === "Escape") {
      const back = event.target.closest(".fn-card") && one(".fn-back", event.target.closest(".fn-card"));
      if (back) back.click();
      else event.target.blur();
    } else if (typing) {
      if (event.key === "/" && event.target === box() && !box().value) event.preventDefault(); // it leads here, and is here
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      box().focus();
    } else if (/^[1-9]$/.test(event.key)) {
      const open = one("#fn-panel .fn-sources:not([hidden])");
      if (open) toCard(open.dataset.turn, event.key);
    }
  });

  // A composing input method ends a word with Enter, and a hasty finger presses it twice: neither asks.
  let sent = { question: "", at: -Infinity };
  function mayAsk(event) {
    const question = box().value;
    const twice = event.timeStamp - sent.at < 800 && (!question || question === sent.question);
    if (twice) event.preventDefault();
    if (twice || event.isComposing) event.stopPropagation();
    else sent = { question, at: event.timeStamp };
  }
  document.addEventListener("keypress", (event) => event.key === "Enter" && event.target === box() && mayAsk(event), true);
  document.addEventListener("click", (event) => event.target.closest("#fn-send") && mayAsk(event), true);

  // A new question goes to the top (the first under the page's name) and stays there while its answer grows, unless the reader moves.
  let turns = 0;
  let following = false;
  for (const moved of ["wheel", "touchmove", "keydown"]) addEventListener(moved, () => (following = false), { passive: true });

  // A question that could not be asked goes back into the box, once, unless the next one is being written there.
  function restore(turn) {
    if (!turn || turn.dataset.restored || !one(".fn-error", turn)) return;
    turn.dataset.restored = "yes";
    if (!box().value) write(one("[data-edit]", turn).dataset.edit);
  }

  function follow() {
    const asked = all("#fn-talk .fn-turn");
    if (asked.length > turns) {
      following = true;
      one("#fn-right").scrollTop = 0;
      if (touch()) box().blur(); // the keyboard would cover the answer
    }
    turns = asked.length;
    restore(asked.at(-1));
    if (!following || !turns) return;
    const top = turns === 1 ? one("#fn-top") : asked.at(-1);
    top.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
    if (asked.at(-1).getAttribute("aria-busy") === "false") setTimeout(() => (following = false), 1000);
  }

  function begin() {
    if (!box() || !one("#fn-talk") || !one("#fn-send")) return setTimeout(begin, 50);
    new MutationObserver(showArticle).observe(one("#fn-article"), { childList: true, subtree: true });
    new MutationObserver(follow).observe(one("#fn-talk"), { childList: true, subtree: true, attributeFilter: ["aria-busy"] });
    const question = new URLSearchParams(location.search).get("q");
    if (question && question.trim()) ask(question);
    else if (!touch()) box().focus({ preventScroll: true });
  }
  begin();
})();
