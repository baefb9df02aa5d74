// Says what would make a text better while it is being written; the server decides, by the same rules as on every other page.
const PAUSE_MS = 700;

for (const box of document.querySelectorAll("[data-hints]")) {
  const form = box.closest("form");
  const text = form.querySelector("textarea[name=description]");
  let waiting;

  async function ask() {
    const data = new FormData();
    data.append("text", text.value);
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(box.dataset.hints, { method: "POST", body: data });
    if (answer.ok) show((await answer.json()).hints);
  }

  function show(hints) {
    const list = document.createElement(hints.length ? "ul" : "p");
    if (hints.length) list.append(...hints.map((hint) => Object.assign(document.createElement("li"), { textContent: hint })));
    else list.textContent = "Gut zu lesen.";
    box.replaceChildren(list);
  }

  text?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}
