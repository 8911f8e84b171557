"""Fine-tune the network on the converted corpora.

    python -m training.train build/training build/model --epochs 6

Seeded; writes `reader.pt` (the last weights) and `log.jsonl` (a line per epoch with the
token F1 on dev). A GPU is used where there is one; four CPU cores need about an hour.
`--start` goes on from weights that were trained before.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from quotes.extraction.labels import ARCS, ENTITY_TAGS, ROLE_TAGS
from training.augment import augmented
from training.losses import arc_scores, loss_of
from training.network import Reader, base_folder, pretrained
from training.sentences import made_up
from training.windows import IGNORED, TARGETS, Syntax, Window, windows

LIMIT = 384
SHORT = 0.15
"""The share of texts that are read in short windows, as a short text is."""
HIDDEN = 0.04
"""The share of words whose first piece is hidden, so that no single word decides."""


def read(path: Path) -> list[dict[str, Any]]:
    """Read a file that convert.py wrote."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tokenizer_of(folder: Path) -> Tokenizer:
    """Load the encoder's tokenizer, without its limit of length."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def batches(rows: list[Window], pieces: int, rng: random.Random | None) -> list[list[Window]]:
    """Group windows of like length into batches of about `pieces` pieces; shuffled when `rng` is given."""
    rows = list(rows)
    if rng:
        rng.shuffle(rows)
    groups: list[list[Window]] = []
    for low in range(0, len(rows), 256):
        pool = sorted(rows[low : low + 256], key=lambda row: len(row.ids))
        batch: list[Window] = []
        for row in pool:
            if batch and (len(batch) + 1) * len(row.ids) > pieces:
                groups.append(batch)
                batch = []
            batch.append(row)
        groups.append(batch)
    if rng:
        rng.shuffle(groups)
    return groups


def tensors(batch: list[Window], device: torch.device) -> dict[str, torch.Tensor]:
    """Pad a batch to its longest window: tensors of [batch, pieces] int64, `mask` bool."""
    longest = max(len(row.ids) for row in batch)
    out = {}
    for name in ("ids", "shapes", "marks", *TARGETS):
        array = np.full((len(batch), longest), IGNORED if name in TARGETS else 0, dtype=np.int64)
        for number, row in enumerate(batch):
            values = row.targets[name] if name in TARGETS else getattr(row, name)
            array[number, : len(values)] = values
        out[name] = torch.from_numpy(array).to(device)
    lengths = torch.tensor([len(row.ids) for row in batch], device=device)
    out["mask"] = torch.arange(longest, device=device)[None] < lengths[:, None]
    return out


@torch.no_grad()
def evaluate(model: Reader, rows: list[Window], device: torch.device) -> dict[str, float]:
    """Return word F1 of each role and of named entities, and the accuracy of the arcs, on windows."""
    model.eval()
    counts: dict[str, np.ndarray] = {}
    arcs = {name: np.zeros(2) for name in ARCS}
    for batch in batches(rows, 8192, None):
        data = tensors(batch, device)
        tags, entities, projections = model(data["ids"], data["shapes"], data["marks"], data["mask"])
        for gold, logits, names in (
            (data["tags"], tags, ROLE_TAGS),
            (data["entities"], entities, ENTITY_TAGS),
        ):
            known, best = gold != IGNORED, logits.argmax(-1)
            for role in {name[2:] for name in names if name != "O"}:
                numbers = torch.tensor([names.index(f"B-{role}"), names.index(f"I-{role}")], device=device)
                is_gold, is_best = torch.isin(gold, numbers) & known, torch.isin(best, numbers) & known
                add = [(is_gold & is_best).sum().item(), is_best.sum().item(), is_gold.sum().item()]
                counts[role] = counts.get(role, np.zeros(3)) + np.array(add)
        allowed = data["tags"] != IGNORED
        allowed[:, 0] = True
        for name, scores in arc_scores(projections, allowed).items():
            wanted = data[f"to_{name}"] != IGNORED
            right = scores.argmax(-1)[wanted] == data[f"to_{name}"][wanted]
            arcs[name] += [right.sum().item(), wanted.sum().item()]
    model.train()
    figures = {role: 2 * c[0] / max(c[1] + c[2], 1) for role, c in counts.items()}
    figures |= {f"arc to {name}": right / max(total, 1) for name, (right, total) in arcs.items()}
    return {name: round(float(value), 4) for name, value in figures.items()}


def limits(rng: random.Random) -> tuple[int, int]:
    """Draw the size of a text's windows, and that of its first one."""
    limit = rng.randint(48, LIMIT // 2) if rng.random() < SHORT else LIMIT
    return limit, rng.randint(limit // 4, limit)


def go_on(model: Reader, weights: dict[str, torch.Tensor]) -> None:
    """Take over trained weights; heads that have grown since keep their new rows as they are."""
    own = model.state_dict()
    for name, values in weights.items():
        if own[name].shape == values.shape:
            own[name] = values
        else:
            own[name][: len(values)] = values
    model.load_state_dict(own)


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, help="folder of the pretrained encoder, if not the package's")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=4096, help="pieces per step")
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--made-up", type=int, default=1500, help="made-up texts per epoch (sentences.py)")
    parser.add_argument("--start", type=Path, help="reader.pt to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--minutes", type=float, default=0, help="stop after this many (0: never); for a trial"
    )
    args = parser.parse_args()
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    args.out.mkdir(parents=True, exist_ok=True)
    base = args.base or base_folder()
    tokenizer = tokenizer_of(base)
    train, dev = read(args.data / "train.jsonl"), read(args.data / "dev.jsonl")
    syntax = Syntax.of(train)
    dev_rows = [row for document in dev for row in windows(document, tokenizer, syntax, LIMIT)]

    model = pretrained(base, len(syntax.parts_of_speech), len(syntax.relations)).to(device).train()
    if args.start:
        go_on(model, torch.load(args.start, map_location=device))
    own = ("encoder.", "transitions")
    head = [p for name, p in model.named_parameters() if not name.startswith(own)]
    groups = [
        {"params": list(model.encoder.parameters()), "lr": args.rate},
        {"params": head, "lr": args.head_rate},
        {"params": [model.transitions], "lr": 10 * args.head_rate, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device.type == "cuda")
    first_rows = [
        row
        for document in (*train, *(made_up(random.Random(number)) for number in range(args.made_up)))
        for row in windows(document, tokenizer, syntax, LIMIT)
    ]
    steps = args.epochs * len(batches(first_rows, args.batch, None))
    warm = max(1, int(0.06 * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    unknown = tokenizer.token_to_id("[MASK]")
    began = time.time()
    with (args.out / "log.jsonl").open("w", encoding="utf-8") as log:
        for epoch in range(1, args.epochs + 1):
            rows = [
                row
                for document in (*train, *(made_up(rng) for _ in range(args.made_up)))
                for row in windows(augmented(document, rng), tokenizer, syntax, *limits(rng))
            ]
            total, count = 0.0, 0
            for batch in tqdm(batches(rows, args.batch, rng), desc=f"epoch {epoch}", mininterval=20):
                data = tensors(batch, device)
                hidden = torch.rand(data["ids"].shape, device=device) < HIDDEN
                data["ids"] = data["ids"].masked_fill(hidden & (data["tags"] != IGNORED), unknown)
                with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
                    loss = loss_of(model, data)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad(set_to_none=True)
                total, count = total + float(loss.detach()), count + 1
                if args.minutes and time.time() - began > 60 * args.minutes:
                    break
            figures = evaluate(model, dev_rows, device)
            line = {
                "epoch": epoch,
                "loss": round(total / count, 4),
                "seconds": round(time.time() - began),
            } | figures
            print(json.dumps(line), flush=True)
            log.write(json.dumps(line) + "\n")
            log.flush()
            torch.save(model.state_dict(), args.out / "reader.pt")
            if args.minutes and time.time() - began > 60 * args.minutes:
                break


if __name__ == "__main__":
    main()
