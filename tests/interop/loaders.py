"""Reads exports in other programs' own loaders; run by their environment, without cosegui.

Usage: loaders.py FOLDER, which holds a folder by format. Prints JSON: format -> loader -> name of
the photograph without suffix -> mask as zlib-packed bits in base64, or the text of an error.
"""

from __future__ import annotations

import base64
import json
import logging
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
from PIL import Image

Masks = dict[str, np.ndarray]
Sizes = dict[str, tuple[int, int]]


def pycocotools_coco(folder: Path, _sizes: Sizes) -> Masks:
    from pycocotools.coco import COCO

    coco = COCO(str(folder / "annotations" / "instances_default.json"))
    found = {}
    for image in coco.loadImgs(coco.getImgIds()):
        mask = np.zeros((image["height"], image["width"]), bool)
        for annotation in coco.loadAnns(coco.getAnnIds(imgIds=image["id"])):
            mask |= coco.annToMask(annotation).astype(bool)
        found[Path(image["file_name"]).stem] = mask
    return found


def supervision_coco(folder: Path, sizes: Sizes) -> Masks:
    import supervision

    dataset = supervision.DetectionDataset.from_coco(
        images_directory_path=str(folder / "images" / "default"),
        annotations_path=str(folder / "annotations" / "instances_default.json"),
        force_masks=True,
    )
    return _of_supervision(dataset, sizes)


def supervision_yolo(folder: Path, sizes: Sizes) -> Masks:
    import supervision

    dataset = supervision.DetectionDataset.from_yolo(
        images_directory_path=str(folder / "images"),
        annotations_directory_path=str(folder / "labels"),
        data_yaml_path=str(folder / "data.yaml"),
        force_masks=True,
    )
    return _of_supervision(dataset, sizes)


def supervision_labelme(folder: Path, sizes: Sizes) -> Masks:
    import supervision

    found: Masks = {}
    for group in sorted(path for path in folder.iterdir() if path.is_dir()):
        dataset = supervision.DetectionDataset.from_labelme(
            images_directory_path=str(group),
            annotations_directory_path=str(group),
            force_masks=True,
        )
        found |= _of_supervision(dataset, sizes)
    return found


def _of_supervision(dataset, sizes: Sizes) -> Masks:
    found = {}
    for path, _image, detections in dataset:
        stem = Path(path).stem
        mask = np.zeros(sizes[stem], bool)
        if len(detections):
            mask |= np.asarray(detections.mask, bool).any(axis=0)
        found[stem] = mask
    return found


def datumaro_reads(format_name: str) -> Callable[[Path, Sizes], Masks]:
    def load(folder: Path, sizes: Sizes) -> Masks:
        import datumaro
        from datumaro.util.mask_tools import rles_to_mask

        found = {}
        for item in datumaro.Dataset.import_from(str(folder), format_name):
            stem = Path(item.id).name
            mask = np.zeros(sizes[stem], bool)
            for annotation in item.annotations:
                kind = annotation.type.name
                if kind == "mask":
                    mask |= np.asarray(annotation.image, bool)
                elif kind == "polygon":
                    # pycocotools' raster, which is what datumaro itself turns polygons into.
                    height, width = sizes[stem]
                    mask |= rles_to_mask([annotation.points], width, height).astype(bool)
            found[stem] = mask
        return found

    return load


def cvat_sdk_masks(folder: Path, _sizes: Sizes) -> Masks:
    """What the SDK makes of the numbers that CVAT's server hands on from its XML."""
    from cvat_sdk.masks import decode_mask

    found = {}
    for image in ElementTree.parse(folder / "annotations.xml").getroot().iter("image"):
        width, height = int(image.attrib["width"]), int(image.attrib["height"])
        mask = np.zeros((height, width), bool)
        for shape in image.iter("mask"):
            left, top = int(shape.attrib["left"]), int(shape.attrib["top"])
            right = left + int(shape.attrib["width"]) - 1
            bottom = top + int(shape.attrib["height"]) - 1
            runs = [int(one) for one in shape.attrib["rle"].split(",")]
            points = [*runs, left, top, right, bottom]
            mask |= decode_mask(points, image_width=width, image_height=height)
        found[Path(image.attrib["name"]).stem] = mask
    return found


def labelme_files(folder: Path, _sizes: Sizes) -> Masks:
    """`read_label_file` compares the size with the photograph's as well."""
    from labelme._label_file import read_label_file
    from labelme.utils.shape import shapes_to_label

    found = {}
    for path in sorted(folder.rglob("*.json")):
        data = read_label_file(str(path))
        content = json.loads(path.read_text(encoding="utf-8"))
        size_hw = content["imageHeight"], content["imageWidth"]
        numbers = {shape["label"]: 1 for shape in data.shapes}
        classes, _instances = shapes_to_label(size_hw, data.shapes, numbers)
        found[Path(data.image_path).stem] = classes > 0
    return found


def cellpose_reads(mask_filter: str) -> Callable[[Path, Sizes], Masks]:
    def load(folder: Path, _sizes: Sizes) -> Masks:
        from cellpose import io

        found = {}
        for group in sorted(path for path in folder.iterdir() if path.is_dir()):
            names = io.get_image_files(str(group), mask_filter)
            labels, _flows = io.get_label_files(names, mask_filter)
            for name, label in zip(names, labels, strict=True):
                if mask_filter == "_seg.npy":
                    mask = np.load(label, allow_pickle=True).item()["masks"]
                else:
                    mask = io.imread(label)
                found[Path(name).stem] = np.asarray(mask) > 0
        return found

    return load


def cellpose_grey(folder: Path, _sizes: Sizes) -> Masks:
    from cellpose import io

    return {path.stem: np.asarray(io.imread(str(path))) > 127 for path in folder.rglob("*.png")}


def opencv_soft(folder: Path, _sizes: Sizes) -> Masks:
    found = {}
    for path in folder.rglob("*.png"):
        levels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        found[path.stem] = levels > np.iinfo(levels.dtype).max // 2
    return found


def opencv_alpha(folder: Path, _sizes: Sizes) -> Masks:
    images = {p.stem: cv2.imread(str(p), cv2.IMREAD_UNCHANGED) for p in folder.rglob("*.png")}
    return {stem: image[..., 3] > 127 for stem, image in images.items()}


def opencv_ground_truth(folder: Path, _sizes: Sizes) -> Masks:
    paths = (folder / "groundtruth").rglob("*.png")
    return {path.stem: cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) > 127 for path in paths}


def pillow_indices(folder: Path, _sizes: Sizes) -> Masks:
    return {path.stem: np.asarray(Image.open(path)) > 0 for path in folder.rglob("*.png")}


def numpy_arrays(folder: Path, _sizes: Sizes) -> Masks:
    return {path.stem: np.load(path)["mask"] for path in folder.rglob("*.npz")}


LOADERS: dict[str, dict[str, Callable[[Path, Sizes], Masks]]] = {
    "png": {"cellpose io": cellpose_grey, "OpenCV": opencv_soft},
    "png-indexed": {"Pillow": pillow_indices},
    "cut-out": {"OpenCV": opencv_alpha},
    "soft-8": {"OpenCV": opencv_soft},
    "soft-16": {"OpenCV": opencv_soft},
    "npz": {"numpy": numpy_arrays},
    "coco": {
        "pycocotools": pycocotools_coco,
        "supervision": supervision_coco,
        "datumaro": datumaro_reads("coco"),
    },
    "coco-polygons": {
        "pycocotools": pycocotools_coco,
        "supervision": supervision_coco,
        "datumaro": datumaro_reads("coco"),
    },
    "labelme": {"labelme": labelme_files},
    "labelme-polygons": {"labelme": labelme_files, "supervision": supervision_labelme},
    "cvat": {"datumaro": datumaro_reads("cvat"), "cvat-sdk": cvat_sdk_masks},
    "voc": {"datumaro": datumaro_reads("voc_segmentation")},
    "yolo-seg": {"supervision": supervision_yolo},
    "cellpose": {
        "cellpose io, masks": cellpose_reads("_masks"),
        "cellpose io, _seg.npy": cellpose_reads("_seg.npy"),
    },
    "ssnm": {"OpenCV": opencv_ground_truth},
}


def packed(mask: np.ndarray) -> str:
    """The mask as text; the other side knows its size."""
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes())).decode("ascii")


def main() -> None:
    """Read every format that lies in the folder."""
    logging.disable(logging.WARNING)
    root = Path(sys.argv[1])
    sizes = {
        stem: (height, width)
        for stem, (height, width) in json.loads((root / "sizes.json").read_text()).items()
    }
    results: dict[str, dict[str, dict[str, str] | str]] = {}
    for format_name, loaders in LOADERS.items():
        results[format_name] = {}
        for loader_name, load in loaders.items():
            try:
                masks = load(root / format_name, sizes)
            except Exception as error:  # noqa: BLE001  # whatever a reader raises is its answer
                results[format_name][loader_name] = f"{type(error).__name__}: {error}"
                continue
            wrong = [stem for stem, mask in masks.items() if mask.shape != sizes[stem]]
            results[format_name][loader_name] = (
                f"another size: {', '.join(wrong)}"
                if wrong
                else {stem: packed(mask) for stem, mask in masks.items()}
            )
    (root / "results.json").write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main()
