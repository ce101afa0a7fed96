// Writing with company: while a title is written, proposals of the same matter are shown below it.

const PAUSE = 400; // milliseconds after the last key
const place = document.querySelector("[data-similar]");
const said = document.querySelector("[data-similar-said]");
const title = document.getElementById(place.dataset.title);
const instead = document.getElementById("instead");
let asked = "";
let answer;
let timer;

async function ask() {
	const text = title.value.trim();
	if (text === asked) return;
	asked = text;
	answer?.abort();
	answer = new AbortController();
	try {
		const address = `${place.dataset.similar}?title=${encodeURIComponent(text)}`;
		const response = await fetch(address, { signal: answer.signal, headers: { "X-Requested-With": "fetch" } });
		if (response.ok) show(await response.text());
	} catch {
		// Left for the next key, or the connection is down: the preview shows them too.
	}
}

function show(html) {
	if (place.contains(document.activeElement)) return; // nothing moves under whoever has gone there
	const discards = place.querySelector("[name=discard]")?.checked;
	place.innerHTML = html;
	const tick = place.querySelector("[name=discard]");
	if (tick) tick.checked = Boolean(discards);
	const words = place.querySelector("[data-said]")?.dataset.said ?? "";
	if (said.textContent !== words) said.textContent = words;
}

title.addEventListener("input", () => {
	clearTimeout(timer);
	timer = setTimeout(ask, PAUSE);
});
if (title.value) ask();

// What has been written comes along, so that it can be kept; the server has it then, or it goes.
instead.addEventListener("formdata", (event) => {
	for (const [name, value] of new FormData(title.form)) {
		if (!event.formData.has(name)) event.formData.append(name, value);
	}
});
instead.addEventListener("submit", () => sessionStorage.setItem("kept-sent", `kept:${title.form.dataset.keep}`));
