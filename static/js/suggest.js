// Suggestions under a search box while one types (ARIA: editable combobox with a list). The box is an ordinary form
// without them: Enter searches, unless a suggestion is chosen.

const PAUSE = 150; // milliseconds after the last key
const SHORTEST = 2; // letters
const known = new WeakSet();
let number = 0;

export function suggest(input) {
	if (known.has(input)) return;
	known.add(input);
	new Box(input);
}

class Box {
	constructor(input) {
		this.input = input;
		this.asked = "";
		this.chosen = -1;
		this.answers = new Map();
		this.list = document.createElement("ul");
		this.list.className = "suggestions";
		this.list.id = `suggestions-${++number}`;
		this.list.setAttribute("role", "listbox");
		this.list.setAttribute("aria-label", input.dataset.label);
		this.list.hidden = true;
		this.said = document.createElement("p");
		this.said.className = "hidden-visually";
		this.said.setAttribute("role", "status");
		input.form.append(this.list, this.said);
		const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" };
		for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
		input.addEventListener("input", () => this.wait());
		input.addEventListener("keydown", (event) => this.key(event));
		input.addEventListener("blur", () => this.close());
		this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
		this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
		if (input.value && document.activeElement === input) this.wait();
	}

	wait() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.ask(), PAUSE);
	}

	async ask() {
		const text = this.input.value.trim().replace(/\s+/g, " ").toLowerCase();
		if (text.length < SHORTEST) return this.close();
		this.asked = text;
		const found = this.answers.get(text) ?? (await this.fetched(text));
		if (found && this.asked === text && document.activeElement === this.input) this.show(found);
	}

	async fetched(text) {
		this.stop?.abort();
		this.stop = new AbortController();
		try {
			const response = await fetch(`${this.input.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: this.stop.signal });
			if (!response.ok) return null;
			const found = await response.json();
			this.answers.set(text, found);
			return found;
		} catch {
			return null; // another key was pressed, or the connection is down: searching works all the same
		}
	}

	show(found) {
		this.list.replaceChildren(...found.suggestions.map((one, place) => this.option(one, place)));
		this.choose(-1);
		this.open(found.suggestions.length > 0);
		this.said.textContent = found.said;
	}

	option(one, place) {
		const option = element("li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false" });
		option.dataset.url = one.url;
		const title = element("span", one.lang ? { lang: one.lang } : {});
		for (const [text, met] of one.title) {
			title.append(met ? element("mark", {}, text) : text);
		}
		option.append(title, " ", element("span", { class: "kind" }, one.kind));
		return option;
	}

	key(event) {
		if (event.isComposing) return;
		const open = !this.list.hidden;
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			event.preventDefault();
			if (!open) return this.ask();
			this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
		} else if (event.key === "Escape" && open) {
			event.preventDefault(); // a second Escape empties the box
			event.stopPropagation();
			this.close();
		} else if (event.key === "Enter" && open && this.chosen >= 0) {
			event.preventDefault();
			this.go(this.list.children[this.chosen]);
		}
	}

	choose(place) {
		const last = this.list.children.length - 1;
		this.chosen = place > last ? -1 : place < -1 ? last : place;
		for (const [index, option] of [...this.list.children].entries()) {
			option.setAttribute("aria-selected", String(index === this.chosen));
		}
		const option = this.list.children[this.chosen];
		if (option) this.input.setAttribute("aria-activedescendant", option.id);
		else this.input.removeAttribute("aria-activedescendant");
		option?.scrollIntoView({ block: "nearest" });
	}

	go(option) {
		if (option) location.assign(option.dataset.url);
	}

	open(yes) {
		this.list.hidden = !yes;
		this.input.setAttribute("aria-expanded", String(yes));
	}

	close() {
		clearTimeout(this.timer);
		this.asked = "";
		this.choose(-1);
		this.open(false);
		this.said.textContent = "";
	}
}

function element(name, attributes, text = "") {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
	if (text) made.textContent = text;
	return made;
}
