// A ready message goes into the message when it is chosen. Without scripts the button beside it does the same.

const select = document.querySelector("select[name=template]");
const message = document.querySelector("textarea[name=message]");

if (select && message) {
	document.querySelector("[data-fill]")?.parentElement.remove();
	select.addEventListener("change", () => {
		const text = select.selectedOptions[0]?.dataset.text;
		if (!text) return;
		message.value = text;
		message.dispatchEvent(new Event("input", { bubbles: true }));
	});
}
