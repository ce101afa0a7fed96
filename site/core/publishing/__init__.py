"""What keeps a page from being published is asked in one place, whoever presses: `guard`; said by `middleware`, held back
in the editor of translations by `translating`; what the clock could not publish is listed by `held`."""
