"""The admin's menu of what can be brought in. Each app adds its own item with the hook of `HOOK`."""

from __future__ import annotations

from wagtail.admin.menu import Menu

HOOK = "register_moving_menu_item"
moving_menu = Menu(register_hook_name=HOOK)
