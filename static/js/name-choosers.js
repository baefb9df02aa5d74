// Select2 hides a labelled <select> behind a combobox without a name: give it the label's.
// Django's admin starts Select2 at some moment after loading and whenever an inline row is added.
function nameChoosers() {
  for (const chooser of document.querySelectorAll(".select2-selection[role=combobox]")) {
    const select = chooser.closest(".select2")?.previousElementSibling;
    const label = select?.labels?.[0]?.textContent.trim().replace(/:$/, "");
    chooser.removeAttribute("aria-labelledby");
    if (label) for (const part of [chooser, chooser.firstElementChild]) part.setAttribute("aria-label", label);
  }
}

// Where several may be chosen, Select2 puts a search field without a name among the chosen.
function nameSearchFields() {
  for (const field of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
    const label = field.closest(".select2")?.previousElementSibling?.labels?.[0]?.textContent.trim().replace(/:$/, "");
    if (label) field.setAttribute("aria-label", label);
  }
}

function nameAll() {
  nameChoosers();
  nameSearchFields();
}

nameAll();
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
