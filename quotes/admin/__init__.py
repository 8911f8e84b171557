"""The editors' desk: what there is in the Django admin, and the keys of the REST API."""

from django.contrib import admin

from quotes.admin import affiliations, distinctions, keys, quotes, sources, speakers

__all__ = ["affiliations", "distinctions", "keys", "quotes", "sources", "speakers"]

admin.site.site_header = "Verbatim"
admin.site.site_title = "Verbatim"
admin.site.index_title = "Who said what"
# Six lists need no sidebar, and their tables need the room.
admin.site.enable_nav_sidebar = False
