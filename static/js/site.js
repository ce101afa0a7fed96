// Small improvements on every page. Nothing here is needed: each works as an ordinary link, form or details element.

// A form is sent once. Coming back with the back button opens it again.
const busy = new WeakSet();

document.addEventListener("submit", (event) => {
	const form = event.target;
	if (form.method !== "post" || event.defaultPrevented) return;
	if (busy.has(form)) {
		event.preventDefault();
		return;
	}
	busy.add(form);
	event.submitter?.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", (event) => {
	if (!event.persisted) return;
	for (const form of document.forms) busy.delete(form);
	for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// Menus close on Escape (focus returns to what opened them) and when one looks elsewhere.
const menus = "details.phone-menu, details.dropdown";

addEventListener("keydown", (event) => {
	if (event.key !== "Escape") return;
	const open = document.activeElement?.closest(`:is(${menus})[open]`);
	if (!open) return;
	open.open = false;
	open.querySelector("summary").focus();
});

addEventListener("click", (event) => {
	for (const menu of document.querySelectorAll("details.dropdown[open]")) {
		if (!menu.contains(event.target)) menu.open = false;
	}
});

// The summary of errors takes the focus, so that it is read first.
document.querySelector("[data-focus]")?.focus();

// How many characters are left. Said aloud only near the end, and not at every key.
for (const counter of document.querySelectorAll("[data-counts]")) {
	const input = document.getElementById(counter.dataset.counts);
	const show = () => {
		const left = Number(counter.dataset.max) - [...input.value.replaceAll("\r\n", "\n")].length;
		const text = left >= 0 ? counter.dataset.left : counter.dataset.over;
		counter.textContent = text.replace("{left}", left).replace("{over}", -left);
		counter.toggleAttribute("data-too-long", left < 0);
		counter.setAttribute("aria-live", left < 20 ? "polite" : "off");
	};
	input?.addEventListener("input", show);
	if (input) show();
}

// Copying an address.
for (const button of document.querySelectorAll("[data-copy]")) {
	if (!navigator.clipboard) continue;
	button.hidden = false;
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
		const done = document.getElementById(button.dataset.says);
		done.textContent = done.dataset.done;
	});
}

// Maps bring their own script.
const map = document.querySelector("figure[data-map]");
if (map) import(map.dataset.script);

// What is offered while one writes brings its own script: proposals like a title, suggestions once a search box is used.
const similar = document.querySelector("[data-similar]");
if (similar) import(similar.dataset.script);
const opened = document.querySelector("[data-opened]");
if (opened) import(opened.dataset.script);

document.addEventListener("focusin", (event) => {
	const box = event.target.closest?.("input[data-suggest]");
	if (box) import(box.dataset.script).then((module) => module.suggest(box));
});

// Printing.
for (const button of document.querySelectorAll("[data-print]")) {
	button.hidden = false;
	button.addEventListener("click", () => print());
}

// What the server has taken is forgotten here: when sending led on to a page, and that page has nothing to correct.
const sent = sessionStorage.getItem("kept-sent");
if (sent) {
	const ledOn = performance.getEntriesByType("navigation")[0]?.type === "navigate";
	const failed = document.querySelector("[data-error-page], [data-focus], [aria-invalid=true]");
	if (ledOn && !failed) write(sent, {});
	sessionStorage.removeItem("kept-sent");
}

// Long texts are kept on this device until they are sent: a closed window or a lost connection loses nothing.
for (const form of document.querySelectorAll("form[data-keep]")) {
	const key = `kept:${form.dataset.keep}`;
	const fields = [...form.elements].filter((field) => field.matches("textarea, input[type=text]:not([tabindex])") && field.name);
	const kept = read(key);
	for (const field of fields) {
		if (kept[field.name] && !field.value) {
			field.value = kept[field.name];
			field.dispatchEvent(new Event("input", { bubbles: true }));
		}
	}
	form.addEventListener("input", () => {
		const values = Object.fromEntries(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
		write(key, values);
	});
	form.addEventListener("submit", () => sessionStorage.setItem("kept-sent", key));
}

function read(key) {
	try {
		return JSON.parse(localStorage.getItem(key)) ?? {};
	} catch {
		return {};
	}
}

function write(key, values) {
	try {
		if (Object.keys(values).length) localStorage.setItem(key, JSON.stringify(values));
		else localStorage.removeItem(key);
	} catch {
		// A full or forbidden store: the form itself still holds the text.
	}
}
