// The logic of a survey: questions, alternatives and pages are chosen from what stands in the form. The fields hold their
// ids, which follow them wherever they are moved.

const STREAM = "questions";
const COUNTED = ["choice", "choices", "dropdown", "scale", "recommendation", "matrix"];
const GROUPING = ["choice", "dropdown", "area", "age_group"];
const SILENT = ["page", "section", "information", "email", "phone"]; // nothing can depend on these
const IN_AREAS = ["area", "place"];
const SCALES = { scale: null, recommendation: [0, 10] };

const field = (name) => document.querySelector(`[name="${CSS.escape(name)}"]`);
const value = (name) => field(name)?.value ?? "";

// The parts of a list or stream in their order: where their fields begin, and their ids. A new part gets its id now.
function parts(prefix) {
	const found = [];
	for (let n = 0; n < Number(value(`${prefix}-count`)); n++) {
		const at = `${prefix}-${n}`;
		const id = field(`${at}-id`);
		if (!id || value(`${at}-deleted`)) continue;
		id.value ||= crypto.randomUUID();
		found.push({ at, id: id.value, type: value(`${at}-type`), order: Number(value(`${at}-order`)) });
	}
	return found.sort((one, other) => one.order - other.order);
}

const said = (part) => value(`${part.at}-value-title`) || "…";
const own = (input) => input.name.match(/^(questions-\d+)-/)[1];

function split(input) {
	const all = parts(STREAM);
	const here = all.findIndex((part) => part.at === own(input));
	return { before: all.slice(0, here), after: all.slice(here + 1) };
}

function questions(input) {
	const asked = split(input).before.filter((part) => !SILENT.includes(part.type));
	return asked.map((part) => [part.id, said(part)]);
}

// Questions for a dimension or for groups.
const ofTypes = (types) => parts(STREAM).filter((part) => types.includes(part.type)).map((part) => [part.id, said(part)]);

function pages(input) {
	const later = split(input).after.filter((part) => part.type === "page");
	return [...later.map((part) => [part.id, said(part)]), ["end", input.dataset.end]];
}

const options = (part, name) => parts(`${part.at}-value-${name}`).map(({ at, id }) => [id, value(`${at}-value-text`)]);

// The areas of the municipality: ids as the survey knows them, and names.
const areas = () => JSON.parse(document.getElementById("survey-areas")?.textContent ?? "[]");

// What can be answered to a question; nothing where it is a number or cannot be known here.
function answers(part) {
	if (!part) return [];
	if (part.type in SCALES) {
		const [least, most] = SCALES[part.type] ?? [value(`${part.at}-value-min`), value(`${part.at}-value-max`)].map(Number);
		return Array.from({ length: most - least + 1 }, (_, n) => [String(least + n), String(least + n)]);
	}
	if (part.type === "matrix") {
		const columns = options(part, "options");
		return options(part, "rows").flatMap(([row, text]) => columns.map(([id, words]) => [`${row}:${id}`, `${text}: ${words}`]));
	}
	if (part.type === "age_group") {
		const starts = value(`${part.at}-value-starts`).match(/\d+/g) ?? [];
		return ["0", ...starts].map((age) => [`age-${age}`, `${age}–`]);
	}
	if (IN_AREAS.includes(part.type)) return areas();
	if (part.type === "consent") return [["yes", "✓"]];
	return options(part, "options");
}

function choicesOf(input) {
	if (input.dataset.surveyPicks === "question") return questions(input);
	if (input.dataset.surveyPicks === "page") return pages(input);
	if (input.dataset.surveyPicks === "counted") return ofTypes(COUNTED);
	if (input.dataset.surveyPicks === "group") return ofTypes(GROUPING);
	const clause = input.name.replace(/-values$/, "");
	const compares = ["at_least", "at_most"].includes(value(`${clause}-op`));
	return compares ? [] : answers(parts(STREAM).find((part) => part.id === value(`${clause}-question`)));
}

// The chosen stay chosen when the list is read anew; what is gone stays as it was, so that it can be seen.
function fill(select, input) {
	const chosen = input.value.split(/\s+/).filter(Boolean);
	const found = choicesOf(input);
	const gone = chosen.filter((id) => !found.some(([known]) => known === id)).map((id) => [id, `? ${id}`]);
	const none = select.multiple ? [] : [["", "–"]];
	select.replaceChildren(...[...none, ...found, ...gone].map(([id, text]) => new Option(text, id, false, chosen.includes(id))));
	const useful = select.multiple ? found.length > 0 : true;
	select.hidden = !useful;
	input.hidden = useful;
}

function dress(input) {
	if (input.dataset.dressed) return;
	input.dataset.dressed = "yes";
	const select = document.createElement("select");
	select.multiple = input.dataset.surveyPicks === "values";
	select.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
	input.after(select);
	fill(select, input);
	select.addEventListener("change", () => {
		input.value = [...select.selectedOptions].map((option) => option.value).join(" ");
		input.dispatchEvent(new Event("change", { bubbles: true }));
	});
	const refresh = () => fill(select, input);
	select.addEventListener("focus", refresh);
	if (select.multiple) {
		const clause = input.name.replace(/-values$/, "");
		for (const name of [`${clause}-question`, `${clause}-op`]) field(name)?.addEventListener("change", refresh);
	}
}

function dressAll(root) {
	for (const input of root.querySelectorAll("[data-survey-picks]")) dress(input);
}

dressAll(document);
new MutationObserver((changes) => {
	for (const change of changes) for (const node of change.addedNodes) if (node.querySelectorAll) dressAll(node);
}).observe(document.body, { childList: true, subtree: true });
