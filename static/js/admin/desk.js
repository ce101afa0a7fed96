// Ticking rows of a list: all at once, and how many. Without scripts the boxes and buttons do the same.

document.addEventListener("change", ({ target }) => {
	const form = target.closest?.("form[data-desk]");
	if (!form) return;
	if (target.matches("[data-desk-select-all]")) for (const box of boxes(form)) box.checked = target.checked;
	count(form);
});

new MutationObserver(prepare).observe(document.body, { childList: true, subtree: true });
prepare();

function prepare() {
	nameSearch(document.querySelector("form.w-slim-header__search-form"));
	nameFilters(document.querySelector("#filters-drilldown [data-w-dropdown-target=toggle]"));
	for (const box of document.querySelectorAll("[data-desk-select-all][hidden]")) box.hidden = false;
}

// There is another search form beside the menu: this one is told from it by the list's name.
function nameSearch(form) {
	if (form && !form.hasAttribute("aria-label")) form.setAttribute("aria-label", document.querySelector("h1")?.textContent.trim() ?? "");
}

// The button of the filters shows how many there are; its name says so too (WCAG 2.5.3).
function nameFilters(button) {
	if (!button) return;
	button.dataset.name ??= button.getAttribute("aria-label");
	const number = button.textContent.trim();
	const name = number ? `${button.dataset.name}: ${number}` : button.dataset.name;
	if (button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name);
}

function boxes(form) {
	return [...form.querySelectorAll('input[name="id"]')];
}

function count(form) {
	const [said, all] = [form.querySelector("[data-desk-count]"), form.querySelector('input[name="all"]')];
	const ticked = boxes(form).filter((box) => box.checked).length;
	if (ticked && !all?.checked) said.textContent = `${said.dataset.words} ${ticked}`;
}
