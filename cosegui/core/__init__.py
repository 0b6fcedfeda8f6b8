"""The words of the domain; numpy and the standard library only.

Glossary (the word we use: what it means; words we avoid for it):

group: images that share an object. Avoid: set, collection, sequence, album.
image: one photograph of a group, known by its id. Avoid: frame, picture, item, file.
image frame: EXIF orientation applied, x right, y down; integer coordinates are pixel corners, so
    that pixel (x, y) covers [x, x + 1) x [y, y + 1). Avoid: scene, canvas, world coordinates.
model frame: the size at which the network sees an image. Avoid: input space.
mask: (H, W) bool in the image frame, True on the shared object. Avoid: label, segment, annotation.
layers: (H, W) uint8 bit field of one image: bit 0 is the mask, bit 1 says that a person touched the
    pixel; the other bits are kept as they are. Avoid: label map, channels.
touched: set or cleared by a person, hence certain. Avoid: edited, locked, manual.
probability: the model's output, (H, W) in [0, 1]. Avoid: score map, confidence map, soft mask.
threshold: the probability from which a pixel belongs to the mask. Avoid: cutoff, level.
heatmap: the spatial modulator's map, at its own resolution. Avoid: attention, saliency.
score: one number in [0, 1] for an image: how sure the model is of its mask. Avoid: confidence.
category: a name for what the group shares, with its probability. Avoid: class, label, tag.
review state: unseen, predicted, corrected, approved or excluded. Avoid: status, flag.
step: one undoable, named change of the layers of one image. Avoid: command, action, edit.
stroke: a step made by moving the brush or the eraser. Avoid: path, scribble.
dirty box: the pixels that a change may have touched. Avoid: region of interest, rect, bounds.
run: one pass of the model over groups. Avoid: job, inference, batch.
lesson: corrected images that a model is to learn from, with those held out. Avoid: job, dataset.
project: groups, review states and masks that are kept together in one file with a data folder
    beside it. Avoid: workspace (that is what is open), session, dataset.
draft: a project that the person has not saved under a name of their own yet. Avoid: temporary.
journal: the steps since the last save, on disk, so that they outlive a crash. Avoid: log.
"""
