"""The editors' desk: the four kinds of rows in the Django admin."""

from django.contrib import admin

from quotes.admin import affiliations, quotes, sources, speakers

__all__ = ["affiliations", "quotes", "sources", "speakers"]

admin.site.site_header = "Verbatim"
admin.site.site_title = "Verbatim"
admin.site.index_title = "Who said what"
# Four lists need no sidebar, and their tables need the room.
admin.site.enable_nav_sidebar = False
