// Type-ahead for search boxes with data-suggest: the combobox pattern of the ARIA Authoring Practices. The form works without it.
const WAIT_MS = 150;

function suggesting(input, number) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let waiting, chosen = -1;

  box.className = "suggesting";
  list.className = "suggestions";
  list.id = `vorschlaege-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestName);
  list.hidden = true;
  status.className = "only-heard";
  status.setAttribute("role", "status");
  input.replaceWith(box);
  box.append(input, list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" }))
    input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  }

  function fill(found) {
    list.replaceChildren(
      ...found.map(({ name, address }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        option.dataset.address = address;
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => location.assign(address));
        return option;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? `${input.dataset.suggestName}: ${found.length}` : "";
    chosen = -1;
  }

  async function ask() {
    const text = input.value.trim();
    if (text.length < 2) return close();
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
    if (answer.ok && text === input.value.trim()) fill(await answer.json());
  }

  function move(step) {
    const options = [...list.children];
    chosen = (chosen + step + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.address);
    } else if (event.key === "Escape") {
      event.preventDefault(); // or a search field would empty itself
      close();
    }
  });
}

document.querySelectorAll("input[data-suggest]").forEach(suggesting);
