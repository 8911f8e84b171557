"""The cases that the extractor does not solve yet, each with what goes wrong."""

UNSOLVED: dict[str, str] = {
    "marks: no closing mark": "the narrator's sentence is read as indirect",
    "marks: HTML entities left over are no marks of a speaker": "entities are not resolved in plain text",
    "no quotation: term": "a term without a noun behind it is read as somebody's words",
    "passive: was heard shouting": "the narrator's words after the closing mark are drawn in",
    "technology: error message": "the narrator's words on both sides of the marks are drawn in",
    "dash: a list of voices": "the question word of a heading is read as indirect",
    "disaster: no word": "what is not known is read as indirect",
    "headline: capitals of a title": "an office in a headline of capitals is taken for a name",
    "british: added": "the pronoun comes before the name that it stands for",
    "names: lower-case name": "a name without capitals is no name to the tagger",
    "names: handle": "the name of an account is no name to the tagger",
    "space: lines broken in the middle": "lines of few words are read as paragraphs",
    "post: a caption": "the model passes a caption over",
    "partial: at the start of a clause": "the content ends before its verb",
}
