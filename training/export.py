"""Export trained weights as the file that Verbatim ships: ONNX, int8.

    python -m training.export build/model quotes/extraction/model --version 1

Writes `reader.onnx` (weights quantised dynamically, per channel and with a reduced range:
processors without VNNI saturate otherwise), `tokenizer.json`, `model.json` and
`reference.npz`: outputs of the fp32 network for a short text, which a test compares with
the int8 file's. Beside the weights it leaves `reader-fp32.onnx` for comparison.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from quotes.extraction.pieces import cut
from quotes.extraction.reader import Reader
from training.network import base_folder, pretrained

HEADS = tuple(f"/network/{name}/" for name in ("tags", "entities", "arcs"))
"""Nodes that stay in fp32: they are 0.4 MB in all."""
PRECISE = tuple(
    f"/network/encoder/encoder/layer.{layer}/{part}/dense/"
    for layer in (0, 1)
    for part in ("intermediate", "output")
)
"""Further nodes that stay in fp32: to round them costs more accuracy than to round all the others.

Measured node by node, as the divergence of the tags from those of the fp32 network.
"""
REFERENCE = (
    "Mara Lindqvist, the mayor of Oakhaven, said on Tuesday that the bridge would stay closed.\n\n"
    '"We will not gamble with lives," she told reporters. "Nobody should."\n\n'
    "Engineers at Halden Institute had warned of cracks, according to a report."
)


class Outputs(torch.nn.Module):
    """The network without its mask: at run time a batch holds one window, whole."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: torch.Tensor, shapes: torch.Tensor, marks: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the three outputs for [1, pieces] inputs."""
        tags, entities, arcs = self.network(ids, shapes, marks)
        return tags, entities, arcs


def main() -> None:
    """Export, quantise and store reference outputs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trained", type=Path, help="folder with reader.pt")
    parser.add_argument("out", type=Path, help="folder of the shipped model")
    parser.add_argument("--version", required=True, help="version of the model, as stored with every quote")
    parser.add_argument("--base", type=Path, help="folder of the pretrained encoder, if not the package's")
    args = parser.parse_args()
    base = args.base or base_folder()
    network = pretrained(base)
    weights = torch.load(args.trained / "reader.pt", map_location="cpu")
    own = network.state_dict()
    network.load_state_dict({name: values for name, values in weights.items() if name in own})
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)

    names = ["ids", "shapes", "marks"]
    sample = tuple(torch.ones(1, 48, dtype=torch.int64) for _ in names)
    full = args.trained / "reader-fp32.onnx"
    with torch.no_grad():
        torch.onnx.export(
            Outputs(network).eval(),
            sample,
            str(full),
            input_names=names,
            output_names=["tags", "entities", "arcs"],
            dynamic_axes={name: {1: "pieces"} for name in [*names, "tags", "entities", "arcs"]},
            opset_version=17,
            dynamo=False,
        )
    prepared = args.trained / "reader-prepared.onnx"
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    small = args.out / "reader.onnx"
    graph = onnx.load(str(prepared)).graph
    precise = [node.name for node in graph.node if node.name.startswith((*HEADS, *PRECISE))]
    quantize_dynamic(
        str(prepared),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=precise,
    )
    onnx.checker.check_model(str(small))
    shutil.copy(base / "tokenizer.json", args.out / "tokenizer.json")
    steps = [[round(step, 4) for step in row] for row in network.transitions.tolist()]
    about = {"version": args.version, "transitions": steps}
    (args.out / "model.json").write_text(json.dumps(about) + "\n", encoding="utf-8")

    reader = Reader(args.out)
    seen: list[np.ndarray] = []
    quantised = reader.network

    def record(ids: np.ndarray, shapes: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, ...]:
        seen.extend((ids, shapes, marks))
        return quantised(ids, shapes, marks)

    reader.network = record  # type: ignore[method-assign]
    reader.read(REFERENCE)
    first = cut(REFERENCE, reader.tokenizer).first
    with torch.no_grad():
        outputs = network(*(torch.from_numpy(a)[None] for a in seen[:3]))
    values = {
        name: output[0].numpy() for name, output in zip(("tags", "entities", "arcs"), outputs, strict=True)
    }
    np.savez_compressed(
        args.out / "reference.npz", ids=seen[0], shapes=seen[1], marks=seen[2], first=first + 1, **values
    )
    print(f"{small}: {small.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
