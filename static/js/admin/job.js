// How far long work is, asked every second; when it has ended the page is shown anew.

const shown = document.querySelector("[data-job]");
if (shown) ask();

async function ask() {
	try {
		const answer = await (await fetch(shown.dataset.job, { headers: { Accept: "application/json" } })).json();
		if (answer.ended) return location.reload();
		tell(answer);
	} catch {
		// the network comes back, or the reader looks again
	}
	setTimeout(ask, 1000);
}

function tell({ done, total }) {
	const [said, bar] = [shown.querySelector("[role=status]"), shown.querySelector("progress")];
	if (!done) return;
	const words = total ? said.dataset.of : said.dataset.soFar;
	said.textContent = words.replace("{done}", done.toLocaleString(document.documentElement.lang)).replace("{total}", (total ?? 0).toLocaleString(document.documentElement.lang));
	if (total) [bar.max, bar.value] = [total, done];
}
