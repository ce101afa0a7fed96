// The time that is left of acting for a person: counted down here, decided by the server.
const banner = document.querySelector('[data-acting]');
const clock = banner?.querySelector('[data-acting-clock]');
const said = banner?.querySelector('[data-acting-said]');
const end = Date.now() + Number(banner?.dataset.left) * 1000;
const hint = Number(banner?.dataset.hint);
let told = Number(banner?.dataset.left) <= hint;

function count() {
	const left = Math.max(0, Math.round((end - Date.now()) / 1000));
	clock.textContent = clock.dataset.words.replace('{minutes}', Math.ceil(left / 60));
	clock.classList.toggle('acting-soon', left <= hint);
	if (left <= hint && !told) {
		told = true;
		said.textContent = said.dataset.soon;
	}
	if (left === 0) {
		said.textContent = said.dataset.over;
		said.classList.remove('hidden-visually');
		return;
	}
	setTimeout(count, left > hint ? 10_000 : 1_000);
}

if (clock) count();
