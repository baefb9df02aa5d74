// Keeps a draft while it is being written. Without a script the save button does; files wait for it anyway.
const WAIT_MS = 1500;

for (const status of document.querySelectorAll("[data-autosave]")) {
  const form = status.closest("form");
  let waiting;

  async function keep() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(status.dataset.autosave, { method: "POST", body: data });
      const { kept, problems } = answer.ok ? await answer.json() : { kept: false, problems: ["Gerade keine Verbindung. Bitte später speichern."] };
      const time = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
      status.textContent = kept ? `Entwurf gesichert um ${time} Uhr.` : `Noch nicht alles gesichert: ${problems.join(" ")}`;
    } catch {
      status.textContent = "Gerade keine Verbindung. Bitte später speichern.";
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, WAIT_MS);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
