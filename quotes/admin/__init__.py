"""The editors' desk: what there is in the Django admin, and the keys of the REST API."""

from django.contrib import admin

from quotes.admin import affiliations, keys, quotes, sources, speakers

__all__ = ["affiliations", "keys", "quotes", "sources", "speakers"]

admin.site.site_header = "Verbatim"
admin.site.site_title = "Verbatim"
admin.site.index_title = "Who said what"
# Five lists need no sidebar, and their tables need the room.
admin.site.enable_nav_sidebar = False
