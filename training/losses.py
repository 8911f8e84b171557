"""What the network is trained on: the losses of its heads on one batch, and their sum."""

from __future__ import annotations

import torch
from torch.nn import functional

from quotes.extraction.labels import ARC_SIZE, ARCS, ROLE_TAGS
from training.network import Reader
from training.windows import IGNORED

ENTITY_WEIGHT = 0.7
ARC_WEIGHTS = {"cue": 0.5, "source": 0.5, "last": 0.3, "first": 0.3}
SYNTAX_WEIGHT = 0.15
SEQUENCE_WEIGHT = 0.5
"""How much of the tags' loss is that of whole sequences; the rest is that of single words."""
BLOCKED = -1e4


def forbidden() -> torch.Tensor:
    """Return [from, to] scores that keep an I from following anything but a B or an I of its kind."""
    blocked = torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS))
    for here, name in enumerate(ROLE_TAGS):
        if name.startswith("I-"):
            blocked[:, here] = BLOCKED
            blocked[[here - 1, here], here] = 0.0
    return blocked


def sequence_loss(
    emissions: torch.Tensor, tags: torch.Tensor, lengths: torch.Tensor, transitions: torch.Tensor
) -> torch.Tensor:
    """Return the negative log likelihood per word of whole sequences of tags.

    `emissions` [batch, words, tags], `tags` [batch, words], `lengths` [batch],
    `transitions` [from, to], those that are forbidden included.
    """
    words = tags.shape[1]
    inside = torch.arange(words, device=tags.device)[None] < lengths[:, None]
    gold = (emissions.gather(2, tags[..., None])[..., 0] * inside).sum(1)
    gold = gold + (transitions[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]).sum(1)
    reach = emissions[:, 0]
    for word in range(1, words):
        on = torch.logsumexp(reach[:, :, None] + transitions, dim=1) + emissions[:, word]
        reach = torch.where(inside[:, word, None], on, reach)
    return (torch.logsumexp(reach, dim=1) - gold).sum() / lengths.sum()


def words_of(logits: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Gather the pieces that have a target: [batch, words, labels], [batch, words], [batch] lengths."""
    known = targets != IGNORED
    lengths = known.sum(1)
    kept = lengths > 0
    places = torch.argsort((~known[kept]).to(torch.int8), dim=1, stable=True)[:, : int(lengths.max())]
    rows = logits[kept].gather(1, places[..., None].expand(-1, -1, logits.shape[2]))
    return rows, targets[kept].gather(1, places).clamp(min=0), lengths[kept]


def arc_scores(projections: torch.Tensor, allowed: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return [batch, pieces, pieces] scores of each of labels.ARCS.

    `allowed` [batch, pieces] says which positions may be pointed at.
    """
    parts = projections.split(ARC_SIZE, dim=-1)
    blocked = ~allowed[:, None, :]
    return {
        name: (parts[2 * number] @ parts[2 * number + 1].transpose(1, 2) * ARC_SIZE**-0.5).masked_fill(
            blocked, BLOCKED
        )
        for number, name in enumerate(ARCS)
    }


def syntax_loss(model: Reader, hidden: torch.Tensor, data: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the loss of parts of speech, heads and relations; some word of the batch must have them."""
    loss = functional.cross_entropy(
        model.parts_of_speech(hidden).flatten(0, 1), data["parts_of_speech"].flatten(), ignore_index=IGNORED
    )
    loss = loss + functional.cross_entropy(
        model.relations(hidden).flatten(0, 1), data["relations"].flatten(), ignore_index=IGNORED
    )
    origin, goal = model.heads(hidden).split(ARC_SIZE, dim=-1)
    allowed = data["parts_of_speech"] != IGNORED
    allowed[:, 0] = True
    scores = (origin @ goal.transpose(1, 2) * ARC_SIZE**-0.5).masked_fill(~allowed[:, None, :], BLOCKED)
    wanted = data["heads"] != IGNORED
    return loss + functional.cross_entropy(scores[wanted], data["heads"][wanted])


def loss_of(model: Reader, data: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the weighted loss of one batch."""
    hidden = model.hidden(data["ids"], data["shapes"], data["marks"], data["mask"]).float()
    tags, entities, projections = model.tags(hidden), model.entities(hidden), model.arcs(hidden)
    loss = hidden.sum() * 0.0
    allowed = data["tags"] != IGNORED
    if allowed.any():
        single = functional.cross_entropy(tags.flatten(0, 1), data["tags"].flatten(), ignore_index=IGNORED)
        transitions = model.transitions + forbidden().to(tags.device)
        whole = sequence_loss(*words_of(tags, data["tags"]), transitions)
        loss = loss + (1 - SEQUENCE_WEIGHT) * single + SEQUENCE_WEIGHT * whole
    if (data["entities"] != IGNORED).any():
        loss = loss + ENTITY_WEIGHT * functional.cross_entropy(
            entities.flatten(0, 1), data["entities"].flatten(), ignore_index=IGNORED
        )
    allowed[:, 0] = True
    for name, scores in arc_scores(projections, allowed).items():
        wanted = data[f"to_{name}"] != IGNORED
        if wanted.any():
            loss = loss + ARC_WEIGHTS[name] * functional.cross_entropy(
                scores[wanted], data[f"to_{name}"][wanted]
            )
    if (data["heads"] != IGNORED).any():
        loss = loss + SYNTAX_WEIGHT * syntax_loss(model, hidden, data)
    return loss
