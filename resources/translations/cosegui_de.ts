<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About cosegui</source>
        <translation>Über cosegui</translation>
    </message>
    <message>
        <source>Copy Diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Finds the object that a group of photographs shares, lets you repair its masks, and exports them.
Licensed under the Apache License 2.0.</source>
        <translation>Findet das Objekt, das eine Gruppe von Fotos gemeinsam hat, lässt Sie die Masken nachbessern und exportiert sie.
Lizenziert unter der Apache License 2.0.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>&amp;Maske</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>A&amp;usführen</translation>
    </message>
    <message>
        <source>Revie&amp;w</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>Zeichenfläche</translation>
    </message>
    <message>
        <source>The photograph with its mask. Paint with the left button, do the opposite with the right one; the wheel zooms, Space moves the image, Tab hides the mask, Shift+Tab leaves the canvas.</source>
        <translation>Das Foto mit seiner Maske. Die linke Taste malt, die rechte tut das Gegenteil; das Mausrad zoomt, die Leertaste verschiebt das Bild, Tab blendet die Maske aus, Umschalt+Tab verlässt die Zeichenfläche.</translation>
    </message>
</context>
<context>
    <name>CanvasCommands</name>
    <message>
        <source>Propagate corrections</source>
        <translation>Korrekturen übertragen</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colours from 0 to 1</source>
        <translation>Farben von 0 bis 1</translation>
    </message>
    <message>
        <source>Colours of heatmap and probability, from 0 to 1</source>
        <translation>Farben von Heatmap und Wahrscheinlichkeit, von 0 bis 1</translation>
    </message>
</context>
<context>
    <name>CurrentImage</name>
    <message>
        <source>The photograph was replaced by one of another size. Put it back.</source>
        <translation>Das Foto wurde durch eines anderer Größe ersetzt. Legen Sie das alte zurück.</translation>
    </message>
</context>
<context>
    <name>EditedImage</name>
    <message>
        <source>No image is open.</source>
        <translation>Es ist kein Bild geöffnet.</translation>
    </message>
    <message>
        <source>The image is still being loaded.</source>
        <translation>Das Bild wird noch geladen.</translation>
    </message>
    <message>
        <source>The project is read-only. Save it under another name to edit it.</source>
        <translation>Das Projekt ist schreibgeschützt. Speichern Sie es unter einem anderen Namen, um es zu bearbeiten.</translation>
    </message>
</context>
<context>
    <name>EditingRows</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Reset to the &amp;Model</source>
        <translation>Auf das &amp;Modell zurücksetzen</translation>
    </message>
    <message>
        <source>Replace the mask by what the model found; can be undone</source>
        <translation>Die Maske durch das ersetzen, was das Modell fand; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>&amp;Pinsel</translation>
    </message>
    <message>
        <source>Paint what belongs to the object</source>
        <translation>Malen, was zum Objekt gehört</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>R&amp;adierer</translation>
    </message>
    <message>
        <source>Rub out what does not belong to the object</source>
        <translation>Wegradieren, was nicht zum Objekt gehört</translation>
    </message>
    <message>
        <source>Edge Bru&amp;sh</source>
        <translation>&amp;Kantenpinsel</translation>
    </message>
    <message>
        <source>Paint; the stroke stops at the edges of the photograph</source>
        <translation>Malen; der Strich endet an den Kanten des Fotos</translation>
    </message>
    <message>
        <source>&amp;Fill</source>
        <translation>&amp;Füllen</translation>
    </message>
    <message>
        <source>Fill a hole, or the area around the pointer</source>
        <translation>Ein Loch oder die Fläche um den Zeiger füllen</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>&amp;Lasso</translation>
    </message>
    <message>
        <source>Encircle an area to add it</source>
        <translation>Eine Fläche umfahren, um sie hinzuzufügen</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>P&amp;olygon</translation>
    </message>
    <message>
        <source>Set the corners of an area to add it</source>
        <translation>Die Ecken einer Fläche setzen, um sie hinzuzufügen</translation>
    </message>
    <message>
        <source>Magic Wa&amp;nd</source>
        <translation>&amp;Zauberstab</translation>
    </message>
    <message>
        <source>Add the area of one colour around the pointer</source>
        <translation>Die einfarbige Fläche um den Zeiger hinzufügen</translation>
    </message>
    <message>
        <source>&amp;GrabCut</source>
        <translation>&amp;GrabCut</translation>
    </message>
    <message>
        <source>Draw a box around the object and let the colours find its edge</source>
        <translation>Einen Rahmen um das Objekt ziehen; die Farben finden seinen Rand</translation>
    </message>
    <message>
        <source>S&amp;wap Brush and Eraser</source>
        <translation>Pinsel und Radierer &amp;tauschen</translation>
    </message>
    <message>
        <source>Fill &amp;Holes</source>
        <translation>&amp;Löcher füllen</translation>
    </message>
    <message>
        <source>Fill everything that the mask encloses</source>
        <translation>Alles füllen, was die Maske umschließt</translation>
    </message>
    <message>
        <source>Remove Small &amp;Islands…</source>
        <translation>Kleine &amp;Inseln entfernen…</translation>
    </message>
    <message>
        <source>Remove the parts of the mask below a size that you choose</source>
        <translation>Die Teile der Maske unter einer gewählten Größe entfernen</translation>
    </message>
    <message>
        <source>&amp;Keep the Largest Part</source>
        <translation>Größten &amp;Teil behalten</translation>
    </message>
    <message>
        <source>Remove all parts of the mask but the largest</source>
        <translation>Alle Teile der Maske bis auf den größten entfernen</translation>
    </message>
    <message>
        <source>&amp;Grow…</source>
        <translation>&amp;Erweitern…</translation>
    </message>
    <message>
        <source>Move the border of the mask outwards</source>
        <translation>Den Rand der Maske nach außen schieben</translation>
    </message>
    <message>
        <source>&amp;Shrink…</source>
        <translation>&amp;Verkleinern…</translation>
    </message>
    <message>
        <source>Move the border of the mask inwards</source>
        <translation>Den Rand der Maske nach innen schieben</translation>
    </message>
    <message>
        <source>S&amp;mooth…</source>
        <translation>&amp;Glätten…</translation>
    </message>
    <message>
        <source>Round off small details of the border, in and out</source>
        <translation>Kleine Einzelheiten des Randes abrunden, nach innen wie außen</translation>
    </message>
    <message>
        <source>In&amp;vert</source>
        <translation>&amp;Umkehren</translation>
    </message>
    <message>
        <source>Exchange mask and background</source>
        <translation>Maske und Hintergrund vertauschen</translation>
    </message>
    <message>
        <source>&amp;Copy from the Previous Image</source>
        <translation>Vom vorigen Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>Replace the mask by that of the image before in this group</source>
        <translation>Die Maske durch die des vorigen Bildes dieser Gruppe ersetzen</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Threshold</source>
        <translation>Schwellwert</translation>
    </message>
    <message>
        <source>Reset to the model</source>
        <translation>Auf das Modell zurückgesetzt</translation>
    </message>
    <message>
        <source>Run the model on this group first.</source>
        <translation>Wenden Sie zuerst das Modell auf diese Gruppe an.</translation>
    </message>
    <message>
        <source>{name} was dropped, because the mask was changed meanwhile.</source>
        <translation>{name} wurde verworfen, weil die Maske inzwischen geändert wurde.</translation>
    </message>
</context>
<context>
    <name>EffortDialog</name>
    <message>
        <source>Effort of Correcting</source>
        <translation>Korrekturaufwand</translation>
    </message>
    <message>
        <source>J of the model&apos;s mask, %</source>
        <translation>J der Maske des Modells, %</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pixels changed</source>
        <translation>Geänderte Pixel</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>each image</source>
        <translation>je Bild</translation>
    </message>
    <message>
        <source>mean of {n}</source>
        <translation>Mittel über {n}</translation>
    </message>
    <message>
        <source>Correct or approve masks of the model, and their curve begins here.</source>
        <translation>Korrigieren Sie Masken des Modells oder geben Sie sie frei: Hier beginnt dann ihre Kurve.</translation>
    </message>
    <message>
        <source>Nothing has been corrected or approved yet.</source>
        <translation>Noch wurde nichts korrigiert oder freigegeben.</translation>
    </message>
    <message>
        <source>{n} images, {minutes:.0f} minutes in all. When the model&apos;s masks need no more than a few pixels from you, it is time to stop correcting and to run it on the rest.</source>
        <translation>{n} Bilder, insgesamt {minutes:.0f} Minuten. Wenn die Masken des Modells nur noch wenige Pixel von Ihnen brauchen, ist es Zeit, das Korrigieren zu beenden und das Modell auf den Rest anzuwenden.</translation>
    </message>
</context>
<context>
    <name>ExportMasksDialog</name>
    <message>
        <source>Export Masks</source>
        <translation>Masken exportieren</translation>
    </message>
    <message>
        <source>&amp;Replace files of the same name</source>
        <translation>Gleichnamige Dateien &amp;ersetzen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>&amp;Vorschau</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Masks that would be written: {n}. That could not be: {failed}.</source>
        <translation>Masken, die geschrieben würden: {n}. Nicht möglich: {failed}.</translation>
    </message>
    <message>
        <source>Masks of images that are</source>
        <translation>Masken der Bilder, die sind:</translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation>In den &amp;Ordner</translation>
    </message>
    <message>
        <source>As files of the for&amp;mat</source>
        <translation>Als Dateien im For&amp;mat</translation>
    </message>
    <message>
        <source>Folder for the masks</source>
        <translation>Ordner für die Masken</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>Choose a state that some image is in.</source>
        <translation>Wählen Sie einen Zustand, in dem ein Bild ist.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Masks to write: {n}</source>
        <translation>Zu schreibende Masken: {n}</translation>
    </message>
    <message>
        <source>Trying it without writing…</source>
        <translation>Wird ohne zu schreiben versucht…</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Nothing was exported</source>
        <translation>Nichts wurde exportiert</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>PNG masks, black and white</source>
        <translation>PNG-Masken, schwarzweiß</translation>
    </message>
    <message>
        <source>One PNG an image, of the photograph&apos;s size: 255 on the object, 0 elsewhere. Each group gets a folder of its own.</source>
        <translation>Ein PNG je Bild in der Größe des Fotos: 255 auf dem Objekt, sonst 0. Jede Gruppe bekommt einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>PNG masks, indexed</source>
        <translation>PNG-Masken, indiziert</translation>
    </message>
    <message>
        <source>One PNG an image with a colour palette: the number of its group on the object, 0 elsewhere. labels.txt names the numbers. Some viewers show small numbers as black.</source>
        <translation>Ein PNG je Bild mit Farbpalette: auf dem Objekt die Nummer der Gruppe, sonst 0. labels.txt benennt die Nummern. Manche Betrachter zeigen kleine Zahlen schwarz.</translation>
    </message>
    <message>
        <source>Cut-outs on a transparent ground</source>
        <translation>Freigestellt auf transparentem Grund</translation>
    </message>
    <message>
        <source>One PNG an image, of the photograph&apos;s size: opaque on the object, transparent elsewhere. The colours are all there, so that the edge can still be moved.</source>
        <translation>Ein PNG je Bild in der Größe des Fotos: auf dem Objekt deckend, sonst transparent. Alle Farben sind noch da, der Rand lässt sich also weiter verschieben.</translation>
    </message>
    <message>
        <source>Photographs with the mask in colour</source>
        <translation>Fotos mit farbiger Maske</translation>
    </message>
    <message>
        <source>One PNG an image, to look at or to show: the photograph with the object tinted.</source>
        <translation>Ein PNG je Bild zum Ansehen oder Zeigen: das Foto mit eingefärbtem Objekt.</translation>
    </message>
    <message>
        <source>Soft masks, 8-bit PNG</source>
        <translation>Weiche Masken, 8-Bit-PNG</translation>
    </message>
    <message>
        <source>One grey PNG an image: how sure the model is, from 0 to 255; what you painted is 0 or 255. Where no model has run it is the mask.</source>
        <translation>Ein graues PNG je Bild: wie sicher das Modell ist, von 0 bis 255; was Sie gemalt haben, ist 0 oder 255. Wo kein Modell lief, ist es die Maske.</translation>
    </message>
    <message>
        <source>Soft masks, 16-bit PNG</source>
        <translation>Weiche Masken, 16-Bit-PNG</translation>
    </message>
    <message>
        <source>As the 8-bit ones, from 0 to 65535. The project keeps 255 steps; there are no more.</source>
        <translation>Wie die mit 8 Bit, von 0 bis 65535. Das Projekt hält 255 Stufen; mehr gibt es nicht.</translation>
    </message>
    <message>
        <source>Soft masks for numpy</source>
        <translation>Weiche Masken für numpy</translation>
    </message>
    <message>
        <source>One .npz an image: `probability`, (H, W) float32 from 0 to 1, and `mask`, (H, W) bool.</source>
        <translation>Ein .npz je Bild: `probability`, (H, W) float32 von 0 bis 1, und `mask`, (H, W) bool.</translation>
    </message>
    <message>
        <source>COCO, run lengths</source>
        <translation>COCO, Lauflängen</translation>
    </message>
    <message>
        <source>annotations/instances_default.json beside a copy of the photographs; every mask whole, with holes and islands, as run lengths that are not compressed.</source>
        <translation>annotations/instances_default.json neben einer Kopie der Fotos; jede Maske vollständig, mit Löchern und Inseln, als unkomprimierte Lauflängen.</translation>
    </message>
    <message>
        <source>COCO, polygons</source>
        <translation>COCO, Polygone</translation>
    </message>
    <message>
        <source>As COCO with run lengths, but for programs that read polygons only. Polygons hold no holes: they are filled, and the report names the images.</source>
        <translation>Wie COCO mit Lauflängen, aber für Programme, die nur Polygone lesen. Polygone kennen keine Löcher: Sie werden gefüllt, und der Bericht nennt die Bilder.</translation>
    </message>
    <message>
        <source>labelme, masks</source>
        <translation>labelme, Masken</translation>
    </message>
    <message>
        <source>A JSON file with a mask shape beside a copy of each photograph; holes and islands are kept. AnyLabeling and X-AnyLabeling read no mask shapes: take polygons for them.</source>
        <translation>Eine JSON-Datei mit einer Maskenform neben einer Kopie jedes Fotos; Löcher und Inseln bleiben. AnyLabeling und X-AnyLabeling lesen keine Maskenformen: Nehmen Sie für sie Polygone.</translation>
    </message>
    <message>
        <source>labelme, polygons</source>
        <translation>labelme, Polygone</translation>
    </message>
    <message>
        <source>A JSON file with polygons beside a copy of each photograph. Polygons hold no holes: they are filled, and the report names the images.</source>
        <translation>Eine JSON-Datei mit Polygonen neben einer Kopie jedes Fotos. Polygone kennen keine Löcher: Sie werden gefüllt, und der Bericht nennt die Bilder.</translation>
    </message>
    <message>
        <source>CVAT for images 1.1</source>
        <translation>CVAT for images 1.1</translation>
    </message>
    <message>
        <source>annotations.xml with every mask whole, and a copy of the photographs in images.</source>
        <translation>annotations.xml mit jeder Maske vollständig, und eine Kopie der Fotos in images.</translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation>Pascal VOC</translation>
    </message>
    <message>
        <source>JPEGImages, SegmentationClass and SegmentationObject with indexed PNGs, one folder for all groups, each group a class. Photographs are copied.</source>
        <translation>JPEGImages, SegmentationClass und SegmentationObject mit indizierten PNGs, ein Ordner für alle Gruppen, jede Gruppe eine Klasse. Fotos werden kopiert.</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLO-Segmentierung</translation>
    </message>
    <message>
        <source>images, labels and data.yaml, one folder for all groups. Every island becomes an object of its own; holes cannot be written: they are filled, and the report names the images.</source>
        <translation>images, labels und data.yaml, ein Ordner für alle Gruppen. Jede Insel wird ein eigenes Objekt; Löcher lassen sich nicht schreiben: Sie werden gefüllt, und der Bericht nennt die Bilder.</translation>
    </message>
    <message>
        <source>cellpose</source>
        <translation>cellpose</translation>
    </message>
    <message>
        <source>NAME_seg.npy for its window and NAME_masks.png for its training, beside a copy of each photograph. Every island becomes an object of its own.</source>
        <translation>NAME_seg.npy für sein Fenster und NAME_masks.png für sein Training, neben einer Kopie jedes Fotos. Jede Insel wird ein eigenes Objekt.</translation>
    </message>
    <message>
        <source>Groups for training (SSNM)</source>
        <translation>Gruppen zum Trainieren (SSNM)</translation>
    </message>
    <message>
        <source>image/GROUP with a copy of the photographs and groundtruth/GROUP with black and white masks, as `cosegui evaluate` and the authors&apos; code read them.</source>
        <translation>image/GROUP mit einer Kopie der Fotos und groundtruth/GROUP mit schwarzweißen Masken, wie `cosegui evaluate` und der Code der Autoren sie lesen.</translation>
    </message>
</context>
<context>
    <name>GalleryMenu</name>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Run on This Group</source>
        <translation>Auf diese Gruppe anwenden</translation>
    </message>
    <message>
        <source>Remove from Project…</source>
        <translation>Aus dem Projekt entfernen…</translation>
    </message>
    <message>
        <source>Reviewed masks that go with it: {n}.</source>
        <translation>Geprüfte Masken, die damit entfallen: {n}.</translation>
    </message>
    <message>
        <source>None of its masks was reviewed.</source>
        <translation>Keine ihrer Masken wurde geprüft.</translation>
    </message>
    <message>
        <source>Remove the group “{name}”?</source>
        <translation>Die Gruppe „{name}“ entfernen?</translation>
    </message>
    <message>
        <source>{loss} The photographs stay where they are.</source>
        <translation>{loss} Die Fotos bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Keep Group</source>
        <translation>Gruppe behalten</translation>
    </message>
    <message>
        <source>Remove Group</source>
        <translation>Gruppe entfernen</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>Group {name}, {count} images</source>
        <translation>Gruppe {name}, {count} Bilder</translation>
    </message>
    <message>
        <source>model&apos;s confidence {score} %</source>
        <translation>Sicherheit des Modells {score} %</translation>
    </message>
    <message>
        <source>worked on for {time}</source>
        <translation>bearbeitet: {time}</translation>
    </message>
    <message>
        <source>changed by your corrections; shown here as it was before</source>
        <translation>durch Ihre Korrekturen geändert; hier gezeigt wie zuvor</translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>No image matches the filter.</source>
        <translation>Kein Bild passt zum Filter.</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>Nach Namen suchen</translation>
    </message>
    <message>
        <source>Search images by name</source>
        <translation>Bilder nach Namen suchen</translation>
    </message>
    <message>
        <source>Show images in this state</source>
        <translation>Bilder in diesem Zustand zeigen</translation>
    </message>
    <message>
        <source>Order of the images in each group</source>
        <translation>Reihenfolge der Bilder in jeder Gruppe</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>Wie hinzugefügt</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Unsicherste zuerst</translation>
    </message>
    <message>
        <source>Teaches most first</source>
        <translation>Lehrreichste zuerst</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>Nach Zustand</translation>
    </message>
    <message>
        <source>Longest worked on</source>
        <translation>Längste Arbeit zuerst</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Images of the project</source>
        <translation>Bilder des Projekts</translation>
    </message>
</context>
<context>
    <name>GroupGrid</name>
    <message>
        <source>Images of the group</source>
        <translation>Bilder der Gruppe</translation>
    </message>
</context>
<context>
    <name>GroupPanel</name>
    <message>
        <source>What the group shares</source>
        <translation>Was die Gruppe gemeinsam hat</translation>
    </message>
    <message>
        <source>Run on This Group</source>
        <translation>Auf diese Gruppe anwenden</translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation>Es ist kein Bild geöffnet.</translation>
    </message>
    <message>
        <source>Images: {n}</source>
        <translation>Bilder: {n}</translation>
    </message>
    <message>
        <source>Run the model and it names the objects that it knows.</source>
        <translation>Nach einem Durchlauf nennt das Modell die Objekte, die es kennt.</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>The diagnostics are in the clipboard.</source>
        <translation>Die Diagnose ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The language changes with the next start of cosegui.</source>
        <translation>Die Sprache wechselt beim nächsten Start von cosegui.</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Steps of this image</source>
        <translation>Schritte dieses Bildes</translation>
    </message>
    <message>
        <source>Click a step to go back, or forward, to it</source>
        <translation>Auf einen Schritt klicken, um zu ihm zurück- oder vorzugehen</translation>
    </message>
    <message>
        <source>Before all steps</source>
        <translation>Vor allen Schritten</translation>
    </message>
</context>
<context>
    <name>ImportCommands</name>
    <message>
        <source>Reading masks: {n} of {all}</source>
        <translation>Masken werden gelesen: {n} von {all}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Masks imported: {n}.</source>
        <translation>Importierte Masken: {n}.</translation>
    </message>
    <message>
        <source>Masks that were left out: {n}</source>
        <translation>Ausgelassene Masken: {n}</translation>
    </message>
    <message>
        <source>Show Why</source>
        <translation>Gründe zeigen</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>The import was taken back: {n}.</source>
        <translation>Der Import wurde zurückgenommen: {n}.</translation>
    </message>
</context>
<context>
    <name>ImportMasksDialog</name>
    <message>
        <source>Import Masks</source>
        <translation>Masken importieren</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>&amp;Vorschau</translation>
    </message>
    <message>
        <source>Only what has one of the &amp;labels</source>
        <translation>Nur was eine der &amp;Bezeichnungen hat</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>{name}: no mask in the folder</source>
        <translation>{name}: keine Maske im Ordner</translation>
    </message>
    <message>
        <source>&amp;Replace masks that are corrected, approved or excluded: {n}</source>
        <translation>Korrigierte, freigegebene oder ausgeschlossene Masken e&amp;rsetzen: {n}</translation>
    </message>
    <message>
        <source>Folder of the masks</source>
        <translation>Ordner der Masken</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>Was importiert würde</translation>
    </message>
    <message>
        <source>Files of the for&amp;mat</source>
        <translation>Dateien im For&amp;mat</translation>
    </message>
    <message>
        <source>In the &amp;folder</source>
        <translation>Im &amp;Ordner</translation>
    </message>
    <message>
        <source>without a label</source>
        <translation>ohne Bezeichnung</translation>
    </message>
    <message>
        <source>&amp;Replace masks that are corrected, approved or excluded</source>
        <translation>Korrigierte, freigegebene oder ausgeschlossene Masken e&amp;rsetzen</translation>
    </message>
    <message>
        <source>Choose the folder that holds the masks.</source>
        <translation>Wählen Sie den Ordner, der die Masken enthält.</translation>
    </message>
    <message>
        <source>Masks to import: {n}. Without an image: {stray}. Images without a mask: {missed}.</source>
        <translation>Zu importierende Masken: {n}. Ohne Bild: {stray}. Bilder ohne Maske: {missed}.</translation>
    </message>
    <message>
        <source>Left as they are: {n}.</source>
        <translation>Unverändert bleiben: {n}.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird durchsucht…</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>{name} was changed meanwhile.</source>
        <translation>{name} wurde inzwischen geändert.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Take the import back</source>
        <translation>Import zurücknehmen</translation>
    </message>
    <message>
        <source>{name}: its image has left the project.</source>
        <translation>{name}: Das Bild ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>{name} is corrected and was left as it is.</source>
        <translation>{name} ist korrigiert und blieb, wie es ist.</translation>
    </message>
    <message>
        <source>{name} is approved and was left as it is.</source>
        <translation>{name} ist freigegeben und blieb, wie es ist.</translation>
    </message>
    <message>
        <source>{name} is excluded and was left as it is.</source>
        <translation>{name} ist ausgeschlossen und blieb, wie es ist.</translation>
    </message>
</context>
<context>
    <name>JsonLinesProcess</name>
    <message>
        <source>{program} could not be started ({reason}). Reinstall cosegui.</source>
        <translation>{program} konnte nicht gestartet werden ({reason}). Installieren Sie cosegui neu.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>Auf der Zeichenfläche</translation>
    </message>
    <message>
        <source>Change Keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
</context>
<context>
    <name>LastResort</name>
    <message>
        <source>Something went wrong inside cosegui</source>
        <translation>In cosegui ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>{error}

Your strokes are kept. Save now, then start cosegui again. Help → Copy Diagnostics gathers what a report of this fault needs.</source>
        <translation>{error}

Ihre Striche sind gesichert. Speichern Sie jetzt und starten Sie cosegui dann neu. Hilfe → Diagnose kopieren sammelt, was eine Fehlermeldung braucht.</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
</context>
<context>
    <name>LayersPanel</name>
    <message>
        <source>Opacity: {layer}</source>
        <translation>Deckkraft: {layer}</translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation>Nur Umriss</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>Farbe…</translation>
    </message>
    <message>
        <source>Hold to Peek</source>
        <translation>Halten: ohne Maske</translation>
    </message>
    <message>
        <source>Run the model to see where it looked and how sure it is.</source>
        <translation>Wenden Sie das Modell an, um zu sehen, wohin es schaute und wie sicher es ist.</translation>
    </message>
    <message>
        <source>The mask of the shared object</source>
        <translation>Die Maske des gemeinsamen Objekts</translation>
    </message>
    <message>
        <source>Where the images of the group resemble each other</source>
        <translation>Wo sich die Bilder der Gruppe ähneln</translation>
    </message>
    <message>
        <source>How sure the model is that a pixel belongs to the object</source>
        <translation>Wie sicher das Modell ist, dass ein Pixel zum Objekt gehört</translation>
    </message>
    <message>
        <source>Show the mask&apos;s edge instead of its area</source>
        <translation>Den Rand der Maske statt ihrer Fläche zeigen</translation>
    </message>
    <message>
        <source>Colour of the mask</source>
        <translation>Farbe der Maske</translation>
    </message>
    <message>
        <source>Shows the bare photograph while held  (Tab in the canvas)</source>
        <translation>Zeigt das bloße Foto, solange gehalten  (Tab auf der Zeichenfläche)</translation>
    </message>
    <message>
        <source>Colour of the Mask</source>
        <translation>Farbe der Maske</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open &amp;Recent</source>
        <translation>Zu&amp;letzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Fensterbereiche</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
</context>
<context>
    <name>MaskAmountDialog</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
</context>
<context>
    <name>MaskCommands</name>
    <message>
        <source>Smallest area that stays</source>
        <translation>Kleinste Fläche, die bleibt</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
</context>
<context>
    <name>MaskEdits</name>
    <message>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Keep the largest</source>
        <translation>Größten Teil behalten</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Remove islands</source>
        <translation>Inseln entfernen</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>{name} has another size than this image, so its mask does not fit. Run the model on this image instead.</source>
        <translation>{name} hat eine andere Größe als dieses Bild, seine Maske passt also nicht. Wenden Sie stattdessen das Modell auf dieses Bild an.</translation>
    </message>
    <message>
        <source>Copy of the previous mask</source>
        <translation>Kopie der vorigen Maske</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>A mask of shape {shape} does not cover {box} of layers {shape2}.</source>
        <translation>Eine Maske der Form {shape} deckt {box} der Ebenen {shape2} nicht ab.</translation>
    </message>
    <message>
        <source>A patch of shape {shape} does not cover {box}.</source>
        <translation>Ein Flicken der Form {shape} deckt {box} nicht ab.</translation>
    </message>
    <message>
        <source>Cannot read the model {path}: {error}</source>
        <translation>Das Modell {path} kann nicht gelesen werden: {error}</translation>
    </message>
    <message>
        <source>HEIC is not supported. Convert it to JPEG, or let the phone take JPEG.</source>
        <translation>HEIC wird nicht unterstützt. Wandeln Sie es in JPEG um, oder lassen Sie das Telefon JPEG aufnehmen.</translation>
    </message>
    <message>
        <source>No corrected image of the group can be read. Are their files there?</source>
        <translation>Kein korrigiertes Bild der Gruppe kann gelesen werden. Sind die Dateien da?</translation>
    </message>
    <message>
        <source>No image was chosen; choose other review states.</source>
        <translation>Kein Bild ist gewählt; wählen Sie andere Prüfstände.</translation>
    </message>
    <message>
        <source>No mask was written to {folder}. {why}</source>
        <translation>Nach {folder} wurde keine Maske geschrieben. {why}</translation>
    </message>
    <message>
        <source>Nothing was written: indexed masks tell {max_labels} groups apart, and there are {labels}. Export them in parts, or as plain PNG masks.</source>
        <translation>Nichts wurde geschrieben: indizierte Masken unterscheiden {max_labels} Gruppen, und es sind {labels}. Exportieren Sie sie in Teilen, oder als einfache PNG-Masken.</translation>
    </message>
    <message>
        <source>Nothing was written: {target} is there already. Choose another folder, or ask for files of the same name to be replaced.</source>
        <translation>Nichts wurde geschrieben: {target} ist schon da. Wählen Sie einen anderen Ordner, oder lassen Sie Dateien gleichen Namens ersetzen.</translation>
    </message>
    <message>
        <source>The backbone {name} has strides {reductions}; levels at {needed} are needed. Choose a hierarchical one such as tf_efficientnet_b0 or hrnet_w48.</source>
        <translation>Das Rückgrat {name} hat die Schrittweiten {reductions}; Stufen mit {needed} werden gebraucht. Wählen Sie ein hierarchisches wie tf_efficientnet_b0 oder hrnet_w48.</translation>
    </message>
    <message>
        <source>The lesson has no {role_name} image. Correct two images at least, and hold one of them out.</source>
        <translation>Der Lektion fehlt ein Bild der Art „{role_name}“. Korrigieren Sie mindestens zwei Bilder, und halten Sie eines davon zurück.</translation>
    </message>
    <message>
        <source>The lesson {path} cannot be read: {error}</source>
        <translation>Die Lektion {path} kann nicht gelesen werden: {error}</translation>
    </message>
    <message>
        <source>The lesson {path} is damaged ({error}). Start a new one.</source>
        <translation>Die Lektion {path} ist beschädigt ({error}). Beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>The model ended early. Run it again; if it happens again, report it.</source>
        <translation>Das Modell hörte vorzeitig auf. Wenden Sie es noch einmal an; geschieht es wieder, melden Sie es.</translation>
    </message>
    <message>
        <source>The model&apos;s card cannot be read ({error}). Import the model again.</source>
        <translation>Die Karte des Modells kann nicht gelesen werden ({error}). Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>The model&apos;s card has settings that this version does not know ({unknown}). Update cosegui to open it.</source>
        <translation>Die Karte des Modells hat Einstellungen, die diese Version nicht kennt ({unknown}). Aktualisieren Sie cosegui, um es zu öffnen.</translation>
    </message>
    <message>
        <source>The model&apos;s card holds no network. Import the model again.</source>
        <translation>Die Karte des Modells beschreibt kein Netz. Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>The project was written by a newer cosegui (its version is {version}, this one reads up to {project_version}). Update cosegui to open it.</source>
        <translation>Das Projekt wurde von einem neueren cosegui geschrieben (seine Version ist {version}, dieses liest bis {project_version}). Aktualisieren Sie cosegui, um es zu öffnen.</translation>
    </message>
    <message>
        <source>The published network cannot be taught. Start from a model of cosegui&apos;s own.</source>
        <translation>Das veröffentlichte Netz kann nicht angelernt werden. Gehen Sie von einem Modell von cosegui aus.</translation>
    </message>
    <message>
        <source>The run was stopped.</source>
        <translation>Der Durchlauf wurde angehalten.</translation>
    </message>
    <message>
        <source>The setting {key} was not usable and has its default.</source>
        <translation>Die Einstellung {key} war nicht brauchbar und hat ihren Standardwert.</translation>
    </message>
    <message>
        <source>The settings could not be read ({error}). All have their defaults.</source>
        <translation>Die Einstellungen konnten nicht gelesen werden ({error}). Alle haben ihren Standardwert.</translation>
    </message>
    <message>
        <source>The settings could not be read ({error}). All have their defaults; see {aside}.</source>
        <translation>Die Einstellungen konnten nicht gelesen werden ({error}). Alle haben ihren Standardwert; siehe {aside}.</translation>
    </message>
    <message>
        <source>The shipped model stays as it is: new projects start from it.</source>
        <translation>Das mitgelieferte Modell bleibt, wie es ist: neue Projekte gehen von ihm aus.</translation>
    </message>
    <message>
        <source>The shipped model {shipped_name} is missing from this installation. Install cosegui again, or choose a model of your own.</source>
        <translation>Das mitgelieferte Modell {shipped_name} fehlt in dieser Installation. Installieren Sie cosegui neu, oder wählen Sie ein eigenes Modell.</translation>
    </message>
    <message>
        <source>The weights in {path} do not fit its card ({error}). Import or train it again.</source>
        <translation>Die Gewichte in {path} passen nicht zu ihrer Karte ({error}). Importieren oder trainieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is a model {name} already: choose another name.</source>
        <translation>Es gibt schon ein Modell {name}: wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no COCO file below {folder}. Choose the folder of one.</source>
        <translation>Unter {folder} liegt keine COCO-Datei. Wählen Sie den Ordner einer solchen.</translation>
    </message>
    <message>
        <source>There is no CVAT file below {folder}. Choose the folder of one.</source>
        <translation>Unter {folder} liegt keine CVAT-Datei. Wählen Sie den Ordner einer solchen.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>Es gibt keine Datei {path}.</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Give the folder that holds the masks.</source>
        <translation>Es gibt keinen Ordner {folder}. Geben Sie den Ordner an, der die Masken enthält.</translation>
    </message>
    <message>
        <source>There is no format {name}. Choose one of: {known}.</source>
        <translation>Es gibt kein Format {name}. Wählen Sie eines von: {known}.</translation>
    </message>
    <message>
        <source>There is no labelme file below {folder}. Choose the folder of one.</source>
        <translation>Unter {folder} liegt keine labelme-Datei. Wählen Sie den Ordner einer solchen.</translation>
    </message>
    <message>
        <source>There is no mask in {folder}. Choose another folder or format.</source>
        <translation>In {folder} liegt keine Maske. Wählen Sie einen anderen Ordner oder ein anderes Format.</translation>
    </message>
    <message>
        <source>There is no model {name_or_path}. You have: {known}.</source>
        <translation>Es gibt kein Modell {name_or_path}. Sie haben: {known}.</translation>
    </message>
    <message>
        <source>There is not enough memory to learn. Close other programs and resume.</source>
        <translation>Der Speicher reicht zum Lernen nicht. Schließen Sie andere Programme und setzen Sie fort.</translation>
    </message>
    <message>
        <source>There is not enough memory to learn. Close other programs, or choose the CPU under Advanced.</source>
        <translation>Der Speicher reicht zum Lernen nicht. Schließen Sie andere Programme, oder wählen Sie unter Erweitert die CPU.</translation>
    </message>
    <message>
        <source>This machine has no MPS device: use auto or cpu.</source>
        <translation>Dieser Rechner hat kein MPS-Gerät: nehmen Sie auto oder cpu.</translation>
    </message>
    <message>
        <source>This machine has {count} CUDA devices that torch can use, {name} is not among them: use auto or cpu.</source>
        <translation>Dieser Rechner hat {count} CUDA-Geräte, die torch benutzen kann, {name} ist nicht darunter: nehmen Sie auto oder cpu.</translation>
    </message>
    <message>
        <source>Two masks cannot be compared</source>
        <translation>Zwei Masken können nicht verglichen werden</translation>
    </message>
    <message>
        <source>You have no model named {name}.</source>
        <translation>Sie haben kein Modell namens {name}.</translation>
    </message>
    <message>
        <source>a file lies where the folder should be. Save in another place.</source>
        <translation>wo der Ordner sein sollte, liegt eine Datei. Speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>a folder has that name already. Choose another name.</source>
        <translation>ein Ordner hat schon diesen Namen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>a window has a project of that name open, or the folder cannot be written to. Choose another name or place.</source>
        <translation>ein Fenster hat ein Projekt dieses Namens offen, oder in den Ordner kann nicht geschrieben werden. Wählen Sie einen anderen Namen oder Ort.</translation>
    </message>
    <message>
        <source>another mask of the folder was for {name} already.</source>
        <translation>eine andere Maske des Ordners galt schon {name}.</translation>
    </message>
    <message>
        <source>cpu, 1 thread</source>
        <translation>cpu, 1 Thread</translation>
    </message>
    <message>
        <source>cpu, {threads} threads</source>
        <translation>cpu, {threads} Threads</translation>
    </message>
    <message>
        <source>it has no pixels.</source>
        <translation>es hat keine Pixel.</translation>
    </message>
    <message>
        <source>it has no transparency, and is no cut-out.</source>
        <translation>es hat keine Transparenz und ist kein Freisteller.</translation>
    </message>
    <message>
        <source>it holds the mask of {image} and is damaged. It was left as it is: its state before the last save is whole, rename {backup} to {name}, or remove {path} to begin anew.</source>
        <translation>darin steht die Maske von {image}, und die Datei ist beschädigt. Sie blieb, wie sie ist: ihr Stand vor dem letzten Speichern ist heil, benennen Sie {backup} in {name} um, oder entfernen Sie {path}, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>it holds the mask of {image} and is damaged. It was left as it is: put it back from a backup, or remove {path} to begin anew.</source>
        <translation>darin steht die Maske von {image}, und die Datei ist beschädigt. Sie blieb, wie sie ist: holen Sie sie aus einer Sicherung zurück, oder entfernen Sie {path}, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>it is a file. Choose the folder that holds it.</source>
        <translation>es ist eine Datei. Wählen Sie den Ordner, der sie enthält.</translation>
    </message>
    <message>
        <source>it is a folder.</source>
        <translation>es ist ein Ordner.</translation>
    </message>
    <message>
        <source>it is an image, but none that cosegui wrote.</source>
        <translation>es ist ein Bild, aber keines, das cosegui geschrieben hat.</translation>
    </message>
    <message>
        <source>it is in colour, and no mask. Choose the masks&apos; folder.</source>
        <translation>es ist farbig und keine Maske. Wählen Sie den Ordner der Masken.</translation>
    </message>
    <message>
        <source>it is no image, or of a kind that is not supported. Convert it to PNG or JPEG.</source>
        <translation>es ist kein Bild, oder von einer Art, die nicht unterstützt wird. Wandeln Sie es in PNG oder JPEG um.</translation>
    </message>
    <message>
        <source>its pixels are {too_large}</source>
        <translation>seine Pixel sind {too_large}</translation>
    </message>
    <message>
        <source>more than the limit of {max_pixels} million. Scale the image down first.</source>
        <translation>mehr als die Grenze von {max_pixels} Millionen. Verkleinern Sie das Bild vorher.</translation>
    </message>
    <message>
        <source>no image of the project has this name.</source>
        <translation>kein Bild des Projekts hat diesen Namen.</translation>
    </message>
    <message>
        <source>nothing on it has a label that was asked for.</source>
        <translation>nichts darauf hat eine Bezeichnung, nach der gefragt war.</translation>
    </message>
    <message>
        <source>polygons hold no holes: they were filled.</source>
        <translation>Polygone fassen keine Löcher: sie wurden gefüllt.</translation>
    </message>
    <message>
        <source>several images of the project may be meant. Name the masks GROUP/NAME.</source>
        <translation>mehrere Bilder des Projekts können gemeint sein. Nennen Sie die Masken GRUPPE/NAME.</translation>
    </message>
    <message>
        <source>the disk is full. Free some space, or save in another place.</source>
        <translation>die Platte ist voll. Schaffen Sie Platz, oder speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>the disk is read-only. Save in another place.</source>
        <translation>die Platte ist schreibgeschützt. Speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>the disk reports a fault. Save in another place.</source>
        <translation>die Platte meldet einen Fehler. Speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>the file is damaged or cut short ({error}). Copy it again from its source.</source>
        <translation>die Datei ist beschädigt oder abgeschnitten ({error}). Kopieren Sie sie noch einmal von der Quelle.</translation>
    </message>
    <message>
        <source>the file is empty (0 bytes). Copy it again from its source.</source>
        <translation>die Datei ist leer (0 Bytes). Kopieren Sie sie noch einmal von der Quelle.</translation>
    </message>
    <message>
        <source>the file is gone.</source>
        <translation>die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>the folder is gone. Bring it back, or save in another place.</source>
        <translation>der Ordner ist nicht mehr da. Bringen Sie ihn zurück, oder speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>the name is too long for this disk. Choose a shorter one.</source>
        <translation>der Name ist für diese Platte zu lang. Wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>the place is gone</source>
        <translation>der Ort ist nicht mehr da</translation>
    </message>
    <message>
        <source>there is no such folder. Choose another one.</source>
        <translation>diesen Ordner gibt es nicht. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>there is not enough memory for it.</source>
        <translation>der Speicher reicht dafür nicht.</translation>
    </message>
    <message>
        <source>timm has no backbone {name} with feature maps ({error}). `python -c &apos;import timm; print(timm.list_models())&apos;` lists the names.</source>
        <translation>timm hat kein Rückgrat {name} mit Merkmalskarten ({error}). `python -c &apos;import timm; print(timm.list_models())&apos;` zählt die Namen auf.</translation>
    </message>
    <message>
        <source>you may not open it. Check its permissions.</source>
        <translation>Sie dürfen es nicht öffnen. Prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>you may not open it. Check its rights.</source>
        <translation>Sie dürfen es nicht öffnen. Prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>you may not write there. Save in another place.</source>
        <translation>Sie dürfen dort nicht schreiben. Speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>your share of the disk is used up. Free some space, or save in another place.</source>
        <translation>Ihr Anteil an der Platte ist aufgebraucht. Schaffen Sie Platz, oder speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>{device} ran out of memory: went on with the CPU.</source>
        <translation>{device} hatte zu wenig Speicher: weiter ging es mit der CPU.</translation>
    </message>
    <message>
        <source>{device} ran out of memory: went on with {chunk_images} images at a time.</source>
        <translation>{device} hatte zu wenig Speicher: weiter ging es mit {chunk_images} Bildern auf einmal.</translation>
    </message>
    <message>
        <source>{error} Exclude the image, or bring its file back.</source>
        <translation>{error} Schließen Sie das Bild aus, oder bringen Sie seine Datei zurück.</translation>
    </message>
    <message>
        <source>{error}. Check that you may open it.</source>
        <translation>{error}. Prüfen Sie, ob Sie es öffnen dürfen.</translation>
    </message>
    <message>
        <source>{error}. Try again, or save in another place.</source>
        <translation>{error}. Versuchen Sie es noch einmal, oder speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>{folder} holds a lesson under way: add --resume, or take another folder.</source>
        <translation>In {folder} ist eine Lektion im Gange: fügen Sie --resume hinzu, oder nehmen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{folder} holds no images. Choose a folder of photographs, or one whose folders hold them.</source>
        <translation>{folder} enthält keine Bilder. Wählen Sie einen Ordner mit Fotos, oder einen, dessen Ordner welche enthalten.</translation>
    </message>
    <message>
        <source>{found} Open its backup {backup} instead.</source>
        <translation>{found} Öffnen Sie stattdessen die Sicherung {backup}.</translation>
    </message>
    <message>
        <source>{found} Restore it from a backup of yours.</source>
        <translation>{found} Stellen Sie es aus einer Ihrer Sicherungen wieder her.</translation>
    </message>
    <message>
        <source>{name} and its mask differ in size: was the photograph replaced? Exclude the image, or bring the old file back.</source>
        <translation>{name} und seine Maske sind verschieden groß: wurde das Foto ersetzt? Schließen Sie das Bild aus, oder bringen Sie die alte Datei zurück.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}. Export it again.</source>
        <translation>{name} kann nicht gelesen werden: {error}. Exportieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}</source>
        <translation>{name} kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>{name} cannot be saved in {parent}: {reason}</source>
        <translation>{name} kann in {parent} nicht gespeichert werden: {reason}</translation>
    </message>
    <message>
        <source>{name} cannot be used: choose auto, cpu, cuda:0 or mps.</source>
        <translation>{name} kann nicht benutzt werden: wählen Sie auto, cpu, cuda:0 oder mps.</translation>
    </message>
    <message>
        <source>{name} cannot name a model: use letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, beginning with a letter or digit.</source>
        <translation>{name} kann kein Modell benennen: nehmen Sie Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;, mit einem Buchstaben oder einer Ziffer am Anfang.</translation>
    </message>
    <message>
        <source>{name} defines entities or a document type, which may reach for other files. It was not read; remove its &lt;!DOCTYPE ...&gt;.</source>
        <translation>{name} legt Entitäten oder einen Dokumenttyp fest, die nach anderen Dateien greifen können. Die Datei wurde nicht gelesen; entfernen Sie ihr &lt;!DOCTYPE ...&gt;.</translation>
    </message>
    <message>
        <source>{name} has a mask of another size in the project. Put back the photograph that it was made for.</source>
        <translation>Die Maske von {name} im Projekt hat eine andere Größe. Legen Sie das Foto zurück, für das sie gemacht wurde.</translation>
    </message>
    <message>
        <source>{name} has a shape of the kind {kind}, which covers no area. Remove it, or draw a polygon.</source>
        <translation>{name} hat eine Form der Art {kind}, die keine Fläche bedeckt. Entfernen Sie sie, oder zeichnen Sie ein Polygon.</translation>
    </message>
    <message>
        <source>{name} has but a box for {name2}, and no mask.</source>
        <translation>{name} hat für {name2} nur einen Kasten und keine Maske.</translation>
    </message>
    <message>
        <source>{name} has no corrected mask in the lesson.</source>
        <translation>{name} hat in der Lektion keine korrigierte Maske.</translation>
    </message>
    <message>
        <source>{name} has no mask yet.</source>
        <translation>{name} hat noch keine Maske.</translation>
    </message>
    <message>
        <source>{name} has strokes that were not saved. Open the project in the window and save it first.</source>
        <translation>{name} hat Striche, die nicht gespeichert sind. Öffnen Sie das Projekt im Fenster und speichern Sie es vorher.</translation>
    </message>
    <message>
        <source>{name} holds boxes, and no masks. Choose other labels.</source>
        <translation>{name} enthält Kästen und keine Masken. Wählen Sie andere Bezeichnungen.</translation>
    </message>
    <message>
        <source>{name} is damaged and was left as it is ({error}).</source>
        <translation>{name} ist beschädigt und blieb, wie es ist ({error}).</translation>
    </message>
    <message>
        <source>{name} is damaged or not in this format ({why}). Export it again.</source>
        <translation>{name} ist beschädigt oder nicht in diesem Format ({why}). Exportieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{name} is larger than 1 GiB. Split it into smaller files.</source>
        <translation>{name} ist größer als 1 GiB. Teilen Sie es in kleinere Dateien.</translation>
    </message>
    <message>
        <source>{name} is missing from this installation: install cosegui again</source>
        <translation>{name} fehlt in dieser Installation: installieren Sie cosegui neu</translation>
    </message>
    <message>
        <source>{name} is no device: use auto, cpu, cuda:0 or mps.</source>
        <translation>{name} ist kein Gerät: nehmen Sie auto, cpu, cuda:0 oder mps.</translation>
    </message>
    <message>
        <source>{name} is of {shape} x {shape2} pixels, its photograph of {size_hw} x {size_hw2}. Export it again for this photograph.</source>
        <translation>{name} hat {shape} x {shape2} Pixel, sein Foto {size_hw} x {size_hw2}. Exportieren Sie es für dieses Foto noch einmal.</translation>
    </message>
    <message>
        <source>{name} is open in another window. Here it opens read-only; close the other window and open it again to make changes.</source>
        <translation>{name} ist in einem anderen Fenster offen. Hier öffnet es sich nur zum Lesen; schließen Sie das andere Fenster und öffnen Sie es noch einmal, um etwas zu ändern.</translation>
    </message>
    <message>
        <source>{name} is {state} and was left as it is; --replace replaces it.</source>
        <translation>{name} ist {state} und blieb, wie es ist; --replace ersetzt es.</translation>
    </message>
    <message>
        <source>{name} opens read-only, because its folder cannot be written to. Save it in another place to make changes.</source>
        <translation>{name} öffnet sich nur zum Lesen, weil in seinen Ordner nicht geschrieben werden kann. Speichern Sie es an einem anderen Ort, um etwas zu ändern.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {error}. Check that you may read it.</source>
        <translation>{path} kann nicht geöffnet werden: {error}. Prüfen Sie, ob Sie es lesen dürfen.</translation>
    </message>
    <message>
        <source>{path} cannot be read as plain weights ({name__}). Files that hold more than tensors are refused, since loading them would run their code.</source>
        <translation>{path} kann nicht als bloße Gewichte gelesen werden ({name__}). Dateien, die mehr als Tensoren enthalten, werden abgelehnt, weil beim Laden ihr Code liefe.</translation>
    </message>
    <message>
        <source>{path} does not hold the weights of its card: {missing}.</source>
        <translation>{path} enthält nicht die Gewichte seiner Karte: {missing}.</translation>
    </message>
    <message>
        <source>{path} exists: choose another name for the copy.</source>
        <translation>{path} gibt es schon: wählen Sie einen anderen Namen für die Kopie.</translation>
    </message>
    <message>
        <source>{path} has no model card: import it with `cosegui models import {path2} --name NAME`.</source>
        <translation>{path} hat keine Modellkarte: importieren Sie es mit `cosegui models import {path2} --name NAME`.</translation>
    </message>
    <message>
        <source>{path} holds no state_dict: a table of tensors is expected.</source>
        <translation>{path} enthält kein state_dict: eine Tabelle von Tensoren wird erwartet.</translation>
    </message>
    <message>
        <source>{path} is gone. Open it from the place where it is now.</source>
        <translation>{path} ist nicht mehr da. Öffnen Sie es an dem Ort, an dem es jetzt ist.</translation>
    </message>
    <message>
        <source>{path} is not a model of cosegui ({why}). Import a .safetensors model or a published .pth with `cosegui models import`.</source>
        <translation>{path} ist kein Modell von cosegui ({why}). Importieren Sie ein .safetensors-Modell oder eine veröffentlichte .pth mit `cosegui models import`.</translation>
    </message>
    <message>
        <source>{path} is not the published SSNM checkpoint: keys such as base.0.weight and sp1.0.weight are expected. Models of other networks cannot be imported.</source>
        <translation>{path} ist nicht der veröffentlichte SSNM-Checkpoint: erwartet werden Schlüssel wie base.0.weight und sp1.0.weight. Modelle anderer Netze können nicht importiert werden.</translation>
    </message>
    <message>
        <source>{path} looks published but does not fit: {error}</source>
        <translation>{path} sieht aus wie der veröffentlichte, passt aber nicht: {error}</translation>
    </message>
    <message>
        <source>{path} was written by a newer cosegui. Update cosegui to use it.</source>
        <translation>{path} wurde von einem neueren cosegui geschrieben. Aktualisieren Sie cosegui, um es zu benutzen.</translation>
    </message>
    <message>
        <source>{source} has no model card: it was not written by cosegui. Train or import it.</source>
        <translation>{source} hat keine Modellkarte: cosegui hat es nicht geschrieben. Trainieren oder importieren Sie es.</translation>
    </message>
    <message>
        <source>{target} is a folder where a file should go. Choose another folder.</source>
        <translation>{target} ist ein Ordner, wo eine Datei hin soll. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{title} cannot be read back. Export in another format.</source>
        <translation>{title} kann nicht zurückgelesen werden. Exportieren Sie in einem anderen Format.</translation>
    </message>
    <message>
        <source>{what}: {shape} x {shape2} pixels beside {shape3} x {shape4}. Both must be of the same image.</source>
        <translation>{what}: {shape} x {shape2} Pixel neben {shape3} x {shape4}. Beide müssen zum selben Bild gehören.</translation>
    </message>
    <message>
        <source>{why}. Try again, or save in another place.</source>
        <translation>{why}. Versuchen Sie es noch einmal, oder speichern Sie an einem anderen Ort.</translation>
    </message>
    <message>
        <source>{width} x {height} pixels are {too_large}</source>
        <translation>{width} x {height} Pixel sind {too_large}</translation>
    </message>
</context>
<context>
    <name>MiniMap</name>
    <message>
        <source>The part of the image that is shown; drag to move</source>
        <translation>Der gezeigte Ausschnitt; ziehen, um ihn zu verschieben</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>The models cannot be listed</source>
        <translation>Die Modelle können nicht aufgelistet werden</translation>
    </message>
    <message>
        <source>The model was not renamed</source>
        <translation>Das Modell wurde nicht umbenannt</translation>
    </message>
    <message>
        <source>The model was not deleted</source>
        <translation>Das Modell wurde nicht gelöscht</translation>
    </message>
    <message>
        <source>The model was not exported</source>
        <translation>Das Modell wurde nicht exportiert</translation>
    </message>
    <message>
        <source>The model was not imported</source>
        <translation>Das Modell wurde nicht importiert</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Use for This Project</source>
        <translation>Für dieses Projekt verwenden</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Taught from</source>
        <translation>Angelernt aus</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Erstellt am</translation>
    </message>
    <message>
        <source>J, held out</source>
        <translation>J, zurückgehalten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Your models</source>
        <translation>Ihre Modelle</translation>
    </message>
    <message>
        <source>Cards of the selected models</source>
        <translation>Steckbriefe der ausgewählten Modelle</translation>
    </message>
    <message>
        <source>Select several to see their cards side by side.</source>
        <translation>Wählen Sie mehrere, um ihre Steckbriefe nebeneinander zu sehen.</translation>
    </message>
    <message>
        <source>{name} (shipped)</source>
        <translation>{name} (mitgeliefert)</translation>
    </message>
    <message>
        <source>{name}, in use</source>
        <translation>{name}, in Verwendung</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>The shipped model stays</source>
        <translation>Das mitgelieferte Modell bleibt</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>Delete the model “{name}”?</source>
        <translation>Das Modell „{name}“ löschen?</translation>
    </message>
    <message>
        <source>Its file is removed for good. Masks that it made stay.</source>
        <translation>Die Datei wird endgültig entfernt. Masken, die es gemacht hat, bleiben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>Das Modell exportieren</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Ein Modell importieren</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pth)</source>
        <translation>Modelle (*.safetensors *.pth)</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>{name} importieren</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Name des Modells</translation>
    </message>
</context>
<context>
    <name>PercentSlider</name>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>PictureRows</name>
    <message>
        <source>Masks before and after</source>
        <translation>Masken vorher und nachher</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>learnt from</source>
        <translation>daraus gelernt</translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>The project is read-only. Save it under another name to run the model.</source>
        <translation>Das Projekt ist schreibgeschützt. Speichern Sie es unter einem anderen Namen, um das Modell anzuwenden.</translation>
    </message>
    <message>
        <source>The model was not run</source>
        <translation>Das Modell wurde nicht angewendet</translation>
    </message>
    <message>
        <source>There is no image to run it on. Add images, or include excluded ones.</source>
        <translation>Es gibt kein Bild, auf das es angewendet werden könnte. Fügen Sie Bilder hinzu oder nehmen Sie ausgeschlossene wieder auf.</translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was propagated</source>
        <translation>Nichts wurde übertragen</translation>
    </message>
    <message>
        <source>A person decided about it.</source>
        <translation>Darüber hat ein Mensch entschieden.</translation>
    </message>
    <message>
        <source>Correct or approve at least one mask of this group first.</source>
        <translation>Korrigieren Sie zuerst mindestens eine Maske dieser Gruppe oder geben Sie eine frei.</translation>
    </message>
    <message>
        <source>Every other image of this group has been reviewed already.</source>
        <translation>Alle anderen Bilder dieser Gruppe sind bereits geprüft.</translation>
    </message>
    <message>
        <source>Every image has been reviewed. Choose a group to run it again.</source>
        <translation>Alle Bilder sind geprüft. Wählen Sie eine Gruppe, um das Modell erneut anzuwenden.</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>It was changed while the model ran; the result was dropped.</source>
        <translation>Es wurde geändert, während das Modell lief; das Ergebnis wurde verworfen.</translation>
    </message>
    <message>
        <source>It was not among those chosen.</source>
        <translation>Es war nicht unter den ausgewählten.</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lesen</translation>
    </message>
    <message>
        <source>masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>The model gave no result for it. Run it again.</source>
        <translation>Das Modell lieferte dafür kein Ergebnis. Wenden Sie es noch einmal an.</translation>
    </message>
    <message>
        <source>The model failed ({reason}). The log file says more.</source>
        <translation>Das Modell scheiterte ({reason}). Die Protokolldatei sagt mehr.</translation>
    </message>
    <message>
        <source>The model cannot be loaded</source>
        <translation>Das Modell kann nicht geladen werden</translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>Open a folder of images</source>
        <translation>Ordner mit Bildern öffnen</translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation>Ordner mit Bildern hinzufügen</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>The demo cannot be opened</source>
        <translation>Die Demo kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Projects (*{suffix})</source>
        <translation>Projekte (*{suffix})</translation>
    </message>
    <message>
        <source>Open the Backup</source>
        <translation>Sicherungskopie öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Projekt speichern unter</translation>
    </message>
    <message>
        <source>Work is still going on</source>
        <translation>Es wird noch gearbeitet</translation>
    </message>
    <message>
        <source>Stopping keeps the masks that are finished.</source>
        <translation>Beim Anhalten bleiben die fertigen Masken erhalten.</translation>
    </message>
    <message>
        <source>Keep Running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Stop and Close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>A model is being taught</source>
        <translation>Ein Modell wird gerade angelernt</translation>
    </message>
    <message>
        <source>Closing breaks it off. What its last pass has reached is kept: Ctrl+T goes on with it the next time.</source>
        <translation>Schließen bricht es ab. Der Stand des letzten Durchgangs bleibt: Strg+T setzt es nächstes Mal fort.</translation>
    </message>
    <message>
        <source>Break Off and Close</source>
        <translation>Abbrechen und schließen</translation>
    </message>
    <message>
        <source>Save the changes to “{name}”?</source>
        <translation>Änderungen an „{name}“ speichern?</translation>
    </message>
    <message>
        <source>Without saving, the changes since the last save are lost.</source>
        <translation>Ohne Speichern gehen die Änderungen seit dem letzten Speichern verloren.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation>Schließen ohne zu speichern</translation>
    </message>
    <message>
        <source>Writing masks: {n} of {all}</source>
        <translation>Masken werden geschrieben: {n} von {all}</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>Der Export wurde abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Masks written to {folder}: {n}.</source>
        <translation>Nach {folder} geschriebene Masken: {n}.</translation>
    </message>
    <message>
        <source>Show Folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Masks that were not written: {n}</source>
        <translation>Nicht geschriebene Masken: {n}</translation>
    </message>
    <message>
        <source>Masks that the format could not hold whole: {n}</source>
        <translation>Masken, die das Format nicht ganz fassen konnte: {n}</translation>
    </message>
    <message>
        <source>Show Why</source>
        <translation>Gründe zeigen</translation>
    </message>
</context>
<context>
    <name>ProjectOpening</name>
    <message>
        <source>cosegui did not end properly last time. The edits of {n} images were recovered.</source>
        <translation>cosegui wurde beim letzten Mal nicht richtig beendet. Die Änderungen an {n} Bildern wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>cosegui did not end properly last time. The edits of one image were recovered.</source>
        <translation>cosegui wurde beim letzten Mal nicht richtig beendet. Die Änderungen an einem Bild wurden wiederhergestellt.</translation>
    </message>
</context>
<context>
    <name>ProjectRows</name>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>A folder of images is one group; a folder of folders is one group each</source>
        <translation>Ein Ordner mit Bildern ist eine Gruppe; ein Ordner mit Ordnern ergibt je eine Gruppe</translation>
    </message>
    <message>
        <source>A&amp;dd Folder to Project…</source>
        <translation>Ordner &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Add the images of another folder as groups</source>
        <translation>Die Bilder eines weiteren Ordners als Gruppen hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Open Project…</source>
        <translation>&amp;Projekt öffnen…</translation>
    </message>
    <message>
        <source>Open the De&amp;mo</source>
        <translation>De&amp;mo öffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save the project and its masks</source>
        <translation>Das Projekt und seine Masken speichern</translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Export Masks…</source>
        <translation>Masken &amp;exportieren…</translation>
    </message>
    <message>
        <source>Write the masks for other programs, in a format of theirs</source>
        <translation>Die Masken für andere Programme in deren Format schreiben</translation>
    </message>
    <message>
        <source>&amp;Import Masks…</source>
        <translation>Masken &amp;importieren…</translation>
    </message>
    <message>
        <source>Lay masks of other programs over the images of this project</source>
        <translation>Masken anderer Programme über die Bilder dieses Projekts legen</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Ei&amp;nstellungen…</translation>
    </message>
    <message>
        <source>&amp;Close Project</source>
        <translation>Projekt s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Run on This &amp;Group</source>
        <translation>Auf die &amp;Gruppe anwenden</translation>
    </message>
    <message>
        <source>Find the shared object in all images of this group</source>
        <translation>Das gemeinsame Objekt in allen Bildern dieser Gruppe suchen</translation>
    </message>
    <message>
        <source>Run on &amp;All Unreviewed</source>
        <translation>Auf &amp;alle ungeprüften anwenden</translation>
    </message>
    <message>
        <source>Run on all groups; corrected and approved masks stay as they are</source>
        <translation>Auf alle Gruppen anwenden; korrigierte und freigegebene Masken bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Run on the &amp;Selected</source>
        <translation>Auf die au&amp;sgewählten anwenden</translation>
    </message>
    <message>
        <source>Find the object anew in the images selected in the gallery alone</source>
        <translation>Das Objekt nur in den in der Galerie ausgewählten Bildern neu suchen</translation>
    </message>
    <message>
        <source>&amp;Propagate Corrections</source>
        <translation>&amp;Korrekturen übertragen</translation>
    </message>
    <message>
        <source>Let the corrected and approved masks of this group repair its other masks</source>
        <translation>Mit den korrigierten und freigegebenen Masken dieser Gruppe die übrigen verbessern</translation>
    </message>
    <message>
        <source>Propagate Strokes &amp;Live</source>
        <translation>Striche &amp;live übertragen</translation>
    </message>
    <message>
        <source>Let every finished stroke repair the group&apos;s other masks at once</source>
        <translation>Jeder fertige Strich verbessert sofort die übrigen Masken der Gruppe</translation>
    </message>
    <message>
        <source>&amp;Cancel the Run</source>
        <translation>&amp;Durchlauf abbrechen</translation>
    </message>
    <message>
        <source>Stop the run; masks that are finished stay</source>
        <translation>Den Durchlauf anhalten; fertige Masken bleiben</translation>
    </message>
    <message>
        <source>&amp;Teach…</source>
        <translation>Modell anler&amp;nen…</translation>
    </message>
    <message>
        <source>Let a model learn from the masks that you corrected or approved</source>
        <translation>Ein Modell aus den Masken lernen lassen, die Sie korrigiert oder freigegeben haben</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>Compare, rename, export and import models; choose the project&apos;s</source>
        <translation>Modelle vergleichen, umbenennen, exportieren und importieren; das des Projekts wählen</translation>
    </message>
    <message>
        <source>&amp;Effort of Correcting…</source>
        <translation>Korrekturauf&amp;wand…</translation>
    </message>
    <message>
        <source>What correcting has cost, image by image: shows when to stop</source>
        <translation>Was das Korrigieren gekostet hat, Bild für Bild: zeigt, wann es genug ist</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Chan&amp;ge Keys…</source>
        <translation>Tasten ä&amp;ndern…</translation>
    </message>
    <message>
        <source>&amp;Copy Diagnostics</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <source>Versions, device and the end of the log, for a report of a fault</source>
        <translation>Versionen, Gerät und das Ende des Protokolls, für eine Fehlermeldung</translation>
    </message>
    <message>
        <source>&amp;About cosegui</source>
        <translation>&amp;Über cosegui</translation>
    </message>
</context>
<context>
    <name>ProjectStore</name>
    <message>
        <source>{name} is {size} pixels, but its mask is {mask_size}. Put back the photograph that the mask was made for.</source>
        <translation>{name} hat {size} Pixel, seine Maske aber {mask_size}. Legen Sie das Foto zurück, für das die Maske gemacht wurde.</translation>
    </message>
</context>
<context>
    <name>PropagationCommands</name>
    <message>
        <source>The corrections changed no other mask of {group}.</source>
        <translation>Die Korrekturen haben keine andere Maske von {group} geändert.</translation>
    </message>
    <message>
        <source>Masks of {group} that your corrections changed ({n}): {names}</source>
        <translation>Masken von {group}, die Ihre Korrekturen geändert haben ({n}): {names}</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Other masks of {group} that your strokes changed: {n}.</source>
        <translation>Andere Masken von {group}, die Ihre Striche geändert haben: {n}.</translation>
    </message>
    <message>
        <source>Each stroke now repairs the other masks of its group.</source>
        <translation>Jeder Strich verbessert jetzt die übrigen Masken seiner Gruppe.</translation>
    </message>
    <message>
        <source>Strokes change their own mask only.</source>
        <translation>Striche ändern nur ihre eigene Maske.</translation>
    </message>
    <message>
        <source>Masks as they were before the propagation: {n}.</source>
        <translation>Masken wie vor der Übertragung: {n}.</translation>
    </message>
</context>
<context>
    <name>ReferenceView</name>
    <message>
        <source>The model has not been run on this image.</source>
        <translation>Das Modell wurde auf dieses Bild noch nicht angewendet.</translation>
    </message>
    <message>
        <source>The model&apos;s mask</source>
        <translation>Maske des Modells</translation>
    </message>
</context>
<context>
    <name>Repairs</name>
    <message>
        <source>Not taken back</source>
        <translation>Nicht zurückgenommen</translation>
    </message>
</context>
<context>
    <name>ReviewCommands</name>
    <message>
        <source>Every image is reviewed: there is nothing to run.</source>
        <translation>Alle Bilder sind geprüft: Es gibt nichts auszuführen.</translation>
    </message>
    <message>
        <source>The run was stopped. Images done: {n}.</source>
        <translation>Der Durchlauf wurde angehalten. Fertige Bilder: {n}.</translation>
    </message>
    <message>
        <source>Images done: {n}, in {seconds:.1f} s on {device}.</source>
        <translation>Fertige Bilder: {n}, in {seconds:.1f} s auf {device}.</translation>
    </message>
    <message>
        <source>{n} new masks in {time} on {device}.</source>
        <translation>Neue Masken: {n}, in {time} auf {device}.</translation>
    </message>
    <message>
        <source>Kept, because you reviewed them: {n}.</source>
        <translation>Behalten, weil Sie sie geprüft haben: {n}.</translation>
    </message>
    <message>
        <source>Excluded: {n}.</source>
        <translation>Ausgeschlossen: {n}.</translation>
    </message>
    <message>
        <source>Go to the Least Sure</source>
        <translation>Zum unsichersten gehen</translation>
    </message>
    <message>
        <source>Images that could not be done: {n}</source>
        <translation>Nicht verarbeitete Bilder: {n}</translation>
    </message>
    <message>
        <source>{title}. The others have their masks.</source>
        <translation>{title}. Die anderen haben ihre Masken.</translation>
    </message>
    <message>
        <source>Show Which</source>
        <translation>Zeigen, welche</translation>
    </message>
    <message>
        <source>Every image is reviewed.</source>
        <translation>Alle Bilder sind geprüft.</translation>
    </message>
    <message>
        <source>{name}: the model is least sure of it.</source>
        <translation>{name}: Hier ist das Modell am unsichersten.</translation>
    </message>
    <message>
        <source>{name}: the model is unsure, and many images are like it. Correcting it teaches most.</source>
        <translation>{name}: Das Modell ist unsicher, und viele Bilder sind ähnlich. Es zu korrigieren lehrt am meisten.</translation>
    </message>
    <message>
        <source>{name}: network and examples disagree here.</source>
        <translation>{name}: Netz und Beispiele widersprechen sich hier.</translation>
    </message>
</context>
<context>
    <name>ReviewProgressPanel</name>
    <message>
        <source>{reviewed} of {total} reviewed</source>
        <translation>{reviewed} von {total} geprüft</translation>
    </message>
    <message>
        <source>{time} an image</source>
        <translation>{time} je Bild</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>Worked on: {time}</source>
        <translation>Bearbeitet: {time}</translation>
    </message>
</context>
<context>
    <name>ReviewState</name>
    <message>
        <source>Unseen</source>
        <translation>Ungesehen</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
</context>
<context>
    <name>SelectionCommands</name>
    <message>
        <source>Images approved: {n}.</source>
        <translation>Freigegebene Bilder: {n}.</translation>
    </message>
    <message>
        <source>Images excluded: {n}.</source>
        <translation>Ausgeschlossene Bilder: {n}.</translation>
    </message>
    <message>
        <source>Images whose decision was taken back: {n}.</source>
        <translation>Bilder, deren Entscheidung zurückgenommen wurde: {n}.</translation>
    </message>
    <message>
        <source>No selected image had to be changed.</source>
        <translation>Kein ausgewähltes Bild musste geändert werden.</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>Zurücknehmen</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>{label}: “{value}” cannot be used. {help}</source>
        <translation>{label}: „{value}“ ist nicht verwendbar. {help}</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Clear the List</source>
        <translation>Liste leeren</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Change Keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>&amp;Take It from There</source>
        <translation>Von dort über&amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Reset This Action</source>
        <translation>Diese Aktion &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Weitere Taste</translation>
    </message>
    <message>
        <source>Reset &amp;All</source>
        <translation>&amp;Alle zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Taste</translation>
    </message>
    <message>
        <source>A&amp;nother key</source>
        <translation>&amp;Weitere Taste</translation>
    </message>
    <message>
        <source>{key} is the key of “{action}”.</source>
        <translation>{key} ist die Taste von „{action}“.</translation>
    </message>
    <message>
        <source>{key} opens a menu.</source>
        <translation>{key} öffnet ein Menü.</translation>
    </message>
    <message>
        <source>{key} has its own meaning on the canvas.</source>
        <translation>{key} hat auf der Zeichenfläche eine eigene Bedeutung.</translation>
    </message>
    <message>
        <source>{key} is typed into fields, and this action is heard in the whole window. Add Ctrl or Alt.</source>
        <translation>{key} wird in Felder getippt, und diese Aktion gilt im ganzen Fenster. Nehmen Sie Strg oder Alt hinzu.</translation>
    </message>
</context>
<context>
    <name>SizeSlider</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Find the object that a group of photographs shares, and repair its masks.</source>
        <translation>Das Objekt finden, das eine Gruppe von Fotos gemeinsam hat, und seine Masken nachbessern.</translation>
    </message>
    <message>
        <source>Or drop a folder or a project anywhere in this window.</source>
        <translation>Oder ziehen Sie einen Ordner oder ein Projekt in dieses Fenster.</translation>
    </message>
    <message>
        <source>Photographs that show the same kind of object</source>
        <translation>Fotos, die die gleiche Art von Objekt zeigen</translation>
    </message>
    <message>
        <source>Go on with saved masks</source>
        <translation>Mit gespeicherten Masken weitermachen</translation>
    </message>
    <message>
        <source>Six pictures with their masks, to try things out</source>
        <translation>Sechs Bilder mit ihren Masken zum Ausprobieren</translation>
    </message>
</context>
<context>
    <name>StateBar</name>
    <message>
        <source>Images by review state</source>
        <translation>Bilder nach Prüfzustand</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Durchlaufs</translation>
    </message>
    <message>
        <source>Show the training</source>
        <translation>Anlernen zeigen</translation>
    </message>
    <message>
        <source>What is being computed</source>
        <translation>Was gerade berechnet wird</translation>
    </message>
    <message>
        <source>Pointer position</source>
        <translation>Zeigerposition</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Save state</source>
        <translation>Speicherzustand</translation>
    </message>
    <message>
        <source>Device in use</source>
        <translation>Verwendetes Gerät</translation>
    </message>
    <message>
        <source>The device that the model runs on</source>
        <translation>Das Gerät, auf dem das Modell läuft</translation>
    </message>
    <message>
        <source>The training has ended</source>
        <translation>Das Anlernen ist beendet</translation>
    </message>
    <message>
        <source>Teaching: pass {n} of {all}</source>
        <translation>Anlernen: Durchgang {n} von {all}</translation>
    </message>
    <message>
        <source>{name}…</source>
        <translation>{name}…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Model is loading…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Save As makes a copy that can be changed.</source>
        <translation>Speichern unter erzeugt eine änderbare Kopie.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved by itself in a moment; Ctrl+S saves now.</source>
        <translation>Wird gleich von selbst gespeichert; Strg+S speichert jetzt.</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>Entwurf gespeichert</translation>
    </message>
    <message>
        <source>Kept in your user data folder. Ctrl+S makes a project file of it.</source>
        <translation>Liegt in Ihrem Benutzerdatenordner. Strg+S macht eine Projektdatei daraus.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>noch etwa {n} s</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>noch etwa {n} min</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Edge brush</source>
        <translation>Kantenpinsel</translation>
    </message>
    <message>
        <source>Edge brush, erased</source>
        <translation>Kantenpinsel, radiert</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Clear region</source>
        <translation>Bereich löschen</translation>
    </message>
    <message>
        <source>Encircle</source>
        <translation>Umfahren</translation>
    </message>
    <message>
        <source>Encircle and clear</source>
        <translation>Umfahren und löschen</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Magic wand, cleared</source>
        <translation>Zauberstab, gelöscht</translation>
    </message>
    <message>
        <source>GrabCut</source>
        <translation>GrabCut</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Right button or Ctrl does the opposite.</source>
        <translation>Rechte Taste oder Strg tut das Gegenteil.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Drag to paint. Right button or Ctrl erases; Shift+click paints a straight line.</source>
        <translation>Ziehen malt. Rechte Taste oder Strg radiert; Umschalt+Klick malt eine gerade Linie.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Drag to erase. Right button or Ctrl paints; Shift+click erases a straight line.</source>
        <translation>Ziehen radiert. Rechte Taste oder Strg malt; Umschalt+Klick radiert eine gerade Linie.</translation>
    </message>
    <message>
        <source>Edge brush</source>
        <translation>Kantenpinsel</translation>
    </message>
    <message>
        <source>Paint across an edge: what lies behind it is taken back when you let go. Right button or Ctrl erases.</source>
        <translation>Über eine Kante malen: Was dahinter liegt, wird beim Loslassen zurückgenommen. Rechte Taste oder Strg radiert.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Click into a hole to fill it. Right button or Ctrl clears an island.</source>
        <translation>In ein Loch klicken füllt es. Rechte Taste oder Strg löscht eine Insel.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw around an area to fill it.</source>
        <translation>Eine Fläche umfahren, um sie zu füllen.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Click the corners; double click or Return closes, Backspace takes one back.</source>
        <translation>Die Ecken klicken; Doppelklick oder Eingabe schließt, Rückschritt nimmt eine zurück.</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Click into an area of one colour to add it.</source>
        <translation>In eine einfarbige Fläche klicken, um sie hinzuzufügen.</translation>
    </message>
    <message>
        <source>GrabCut</source>
        <translation>GrabCut</translation>
    </message>
    <message>
        <source>Paint what belongs to the object</source>
        <translation>Malen, was zum Objekt gehört</translation>
    </message>
    <message>
        <source>Rub out what does not belong to the object</source>
        <translation>Wegradieren, was nicht zum Objekt gehört</translation>
    </message>
    <message>
        <source>Paint; the stroke stops at the edges of the photograph</source>
        <translation>Malen; der Strich endet an den Kanten des Fotos</translation>
    </message>
    <message>
        <source>Fill a hole, or clear an island</source>
        <translation>Ein Loch füllen oder eine Insel löschen</translation>
    </message>
    <message>
        <source>Encircle what belongs to the object</source>
        <translation>Umfahren, was zum Objekt gehört</translation>
    </message>
    <message>
        <source>Click corner after corner around the object</source>
        <translation>Ecke für Ecke um das Objekt klicken</translation>
    </message>
    <message>
        <source>Add the area of one colour around the pointer</source>
        <translation>Die einfarbige Fläche um den Zeiger hinzufügen</translation>
    </message>
    <message>
        <source>Draw a box around the object; its colours do the rest</source>
        <translation>Einen Rahmen um das Objekt ziehen; seine Farben tun den Rest</translation>
    </message>
    <message>
        <source>Draw a box around the object. Then draw over what is missing, or with the right button over what is too much. Return applies, Escape cancels.</source>
        <translation>Einen Rahmen um das Objekt ziehen. Dann übermalen, was fehlt, oder mit der rechten Taste, was zu viel ist. Eingabe wendet an, Esc bricht ab.</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Move the image  (Space, held)</source>
        <translation>Das Bild verschieben  (Leertaste halten)</translation>
    </message>
    <message>
        <source>Drag to move the image. Space or the middle button does so with any tool.</source>
        <translation>Ziehen verschiebt das Bild. Leertaste oder mittlere Taste tun das mit jedem Werkzeug.</translation>
    </message>
</context>
<context>
    <name>ToolsPanel</name>
    <message>
        <source>Brush radius</source>
        <translation>Pinselradius</translation>
    </message>
    <message>
        <source>Threshold of the probability</source>
        <translation>Schwellwert der Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>Toleranz des Zauberstabs</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Finish  (Return)</source>
        <translation>Abschließen  (Eingabe)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Drop it  (Escape)</source>
        <translation>Verwerfen  (Esc)</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwellwert</translation>
    </message>
    <message>
        <source>Pixels from this probability on belong to the mask; painted ones stay</source>
        <translation>Pixel ab dieser Wahrscheinlichkeit gehören zur Maske; gemalte bleiben</translation>
    </message>
    <message>
        <source>How much the colour may differ from the pixel that is clicked</source>
        <translation>Wie weit die Farbe vom angeklickten Pixel abweichen darf</translation>
    </message>
    <message>
        <source>In pixels of the photograph  ([ and ], Shift for steps of ten, Shift+wheel)</source>
        <translation>In Pixeln des Fotos  ([ und ], mit Umschalt in Zehnerschritten, Umschalt+Mausrad)</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Unfinished trainings cannot be read</source>
        <translation>Unfertige Trainings sind nicht lesbar</translation>
    </message>
    <message>
        <source>The model was not kept</source>
        <translation>Das Modell wurde nicht behalten</translation>
    </message>
    <message>
        <source>The trainer ended without a word. {said}</source>
        <translation>Der Trainer endete ohne ein Wort. {said}</translation>
    </message>
    <message>
        <source>The training did not begin</source>
        <translation>Das Anlernen hat nicht begonnen</translation>
    </message>
    <message>
        <source>The training&apos;s files were not removed</source>
        <translation>Die Dateien des Trainings wurden nicht entfernt</translation>
    </message>
</context>
<context>
    <name>TrainingCommands</name>
    <message>
        <source>The project is read-only. Save it under another name to teach a model.</source>
        <translation>Das Projekt ist schreibgeschützt. Speichern Sie es unter einem anderen Namen, um ein Modell anzulernen.</translation>
    </message>
    <message>
        <source>A model cannot be taught from here</source>
        <translation>Von hier aus kann kein Modell angelernt werden</translation>
    </message>
    <message>
        <source>The training broke off: {reason}</source>
        <translation>Das Anlernen brach ab: {reason}</translation>
    </message>
    <message>
        <source>The training has finished.</source>
        <translation>Das Anlernen ist fertig.</translation>
    </message>
    <message>
        <source>Look at It</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>The model {name} is kept.</source>
        <translation>Das Modell {name} wird behalten.</translation>
    </message>
    <message>
        <source>Use “{name}” for this project?</source>
        <translation>„{name}“ für dieses Projekt verwenden?</translation>
    </message>
    <message>
        <source>Predicting again replaces the masks of all images that no one corrected or approved. Yours stay as they are.</source>
        <translation>Erneutes Vorhersagen ersetzt die Masken aller Bilder, die niemand korrigiert oder freigegeben hat. Ihre bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Use and Predict Again</source>
        <translation>Verwenden und neu vorhersagen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>This project is run with {name} from now on.</source>
        <translation>Dieses Projekt verwendet ab jetzt {name}.</translation>
    </message>
    <message>
        <source>The model {name} is imported.</source>
        <translation>Das Modell {name} ist importiert.</translation>
    </message>
    <message>
        <source>The model is copied to {path}.</source>
        <translation>Das Modell wurde nach {path} kopiert.</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Teach the Model</source>
        <translation>Modell anlernen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Effort…</source>
        <translation>Aufwand…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle…</translation>
    </message>
    <message>
        <source>Name to keep the model under</source>
        <translation>Name, unter dem das Modell behalten wird</translation>
    </message>
    <message>
        <source>Keep it as</source>
        <translation>Behalten als</translation>
    </message>
    <message>
        <source>The trainer has not answered for a while: the machine is busy, or short of memory. What its last pass has reached is kept.</source>
        <translation>Der Trainer antwortet seit einer Weile nicht: Der Rechner ist ausgelastet oder hat zu wenig Speicher. Der Stand des letzten Durchgangs bleibt erhalten.</translation>
    </message>
    <message>
        <source>What correcting cost you, over time</source>
        <translation>Was das Korrigieren Sie gekostet hat, im Zeitverlauf</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>Wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>End the Trainer</source>
        <translation>Trainer beenden</translation>
    </message>
    <message>
        <source>Discard this training?</source>
        <translation>Dieses Training verwerfen?</translation>
    </message>
    <message>
        <source>What it has learnt is lost. Your masks and models stay as they are.</source>
        <translation>Das Gelernte geht verloren. Ihre Masken und Modelle bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>TrainingEstimate</name>
    <message>
        <source>It could not be measured.</source>
        <translation>Es ließ sich nicht messen.</translation>
    </message>
</context>
<context>
    <name>TrainingOptions</name>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Passes over the images, at most</source>
        <translation>Durchgänge über die Bilder, höchstens</translation>
    </message>
    <message>
        <source>End after passes without gain</source>
        <translation>Ende nach Durchgängen ohne Gewinn</translation>
    </message>
    <message>
        <source>Learning rate, times the usual</source>
        <translation>Lernrate, Vielfaches der üblichen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Seed of chance</source>
        <translation>Zufallsstartwert</translation>
    </message>
</context>
<context>
    <name>TrainingProgress</name>
    <message>
        <source>Loss</source>
        <translation>Verlust (Loss)</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>Durchgang</translation>
    </message>
    <message>
        <source>J on held-out images, %</source>
        <translation>J auf zurückgehaltenen Bildern, %</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Fortschritt des Anlernens</translation>
    </message>
    <message>
        <source>The first pass has not ended yet</source>
        <translation>Der erste Durchgang ist noch nicht beendet</translation>
    </message>
    <message>
        <source>Pass {n} of {all}</source>
        <translation>Durchgang {n} von {all}</translation>
    </message>
    <message>
        <source>Starting the trainer…</source>
        <translation>Trainer wird gestartet…</translation>
    </message>
    <message>
        <source>Paused: {passes}</source>
        <translation>Angehalten: {passes}</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Stopped: {passes}</source>
        <translation>Gestoppt: {passes}</translation>
    </message>
    <message>
        <source>Finished after pass {n}</source>
        <translation>Fertig nach Durchgang {n}</translation>
    </message>
    <message>
        <source>The training broke off</source>
        <translation>Das Anlernen brach ab</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>Bilder werden gelesen…</translation>
    </message>
    <message>
        <source>Looking at the images…</source>
        <translation>Bilder werden betrachtet…</translation>
    </message>
    <message>
        <source>Judging by the held-out images…</source>
        <translation>Bewertung an den zurückgehaltenen Bildern…</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Lernt…</translation>
    </message>
    <message>
        <source>from {model}</source>
        <translation>von {model}</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>current</source>
        <translation>bisher</translation>
    </message>
</context>
<context>
    <name>TrainingSetup</name>
    <message>
        <source>Measuring how long it takes here…</source>
        <translation>Es wird gemessen, wie lange es hier dauert…</translation>
    </message>
    <message>
        <source>About {n:.0f} seconds on this machine, with {memory:.1f} GB of memory.</source>
        <translation>Etwa {n:.0f} Sekunden auf diesem Rechner, mit {memory:.1f} GB Speicher.</translation>
    </message>
    <message>
        <source>About {n:.0f} minutes on this machine, with {memory:.1f} GB of memory.</source>
        <translation>Etwa {n:.0f} Minuten auf diesem Rechner, mit {memory:.1f} GB Speicher.</translation>
    </message>
    <message>
        <source>Becomes a category of the model; may be empty</source>
        <translation>Wird eine Kategorie des Modells; darf leer sein</translation>
    </message>
    <message>
        <source>Corrected, not approved: what you painted counts, and what you left as it is if your strokes look finished</source>
        <translation>Korrigiert, nicht freigegeben: es zählt, was Sie gemalt haben, und was Sie so gelassen haben, wenn Ihre Striche fertig aussehen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>What it shares</source>
        <translation>Was sie gemeinsam hat</translation>
    </message>
    <message>
        <source>Held out to judge by</source>
        <translation>Zum Bewerten zurückgehalten</translation>
    </message>
    <message>
        <source>Groups to learn from</source>
        <translation>Gruppen zum Lernen</translation>
    </message>
    <message>
        <source>Model to start from</source>
        <translation>Modell, von dem ausgegangen wird</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Name des neuen Modells</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>It takes</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>The model learns from {training} images that you corrected or approved, and is judged by {held_out} that it never sees.</source>
        <translation>Das Modell lernt aus Bildern, die Sie korrigiert oder freigegeben haben ({training}), und wird an anderen bewertet, die es nie sieht ({held_out}).</translation>
    </message>
    <message>
        <source>Correct or approve at least two masks first: one to learn from, one to judge by.</source>
        <translation>Korrigieren Sie zuerst mindestens zwei Masken oder geben Sie sie frei: eine zum Lernen, eine zum Bewerten.</translation>
    </message>
    <message>
        <source>Hold at least one image out to judge by.</source>
        <translation>Halten Sie mindestens ein Bild zum Bewerten zurück.</translation>
    </message>
    <message>
        <source>Leave at least one image to learn from.</source>
        <translation>Lassen Sie mindestens ein Bild zum Lernen.</translation>
    </message>
    <message>
        <source>There is no model to start from. Install cosegui again.</source>
        <translation>Es gibt kein Modell, von dem ausgegangen werden kann. Installieren Sie cosegui neu.</translation>
    </message>
</context>
<context>
    <name>TrainingVerdict</name>
    <message>
        <source>Held-out image</source>
        <translation>Zurückgehaltenes Bild</translation>
    </message>
    <message>
        <source>Current, J %</source>
        <translation>Bisher, J %</translation>
    </message>
    <message>
        <source>New, J %</source>
        <translation>Neu, J %</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>J of every held-out image</source>
        <translation>J jedes zurückgehaltenen Bildes</translation>
    </message>
    <message>
        <source>Better by {gain:.1f} points on images that it never saw</source>
        <translation>Um {gain:.1f} Punkte besser auf Bildern, die es nie sah</translation>
    </message>
    <message>
        <source>Worse by {gain:.1f} points on images that it never saw</source>
        <translation>Um {gain:.1f} Punkte schlechter auf Bildern, die es nie sah</translation>
    </message>
    <message>
        <source>No better on images that it never saw</source>
        <translation>Nicht besser auf Bildern, die es nie sah</translation>
    </message>
    <message>
        <source>Mean J on the held-out images: {new:.1f} % with the new model, {current:.1f} % with the current one.</source>
        <translation>Mittleres J auf den zurückgehaltenen Bildern: {new:.1f} % mit dem neuen Modell, {current:.1f} % mit dem bisherigen.</translation>
    </message>
    <message>
        <source>Worse on: {names}.</source>
        <translation>Schlechter bei: {names}.</translation>
    </message>
    <message>
        <source>Keep working with the current model: correct a few more images, above all of the kind that fails, approve those whose masks are right all over, and teach again.</source>
        <translation>Arbeiten Sie mit dem bisherigen Modell weiter: Korrigieren Sie einige Bilder mehr, vor allem von der Art, die misslingt, geben Sie die frei, deren Masken überall stimmen, und lernen Sie noch einmal an.</translation>
    </message>
</context>
<context>
    <name>ViewingRows</name>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Fit Image</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>Das ganze Bild zeigen</translation>
    </message>
    <message>
        <source>&amp;Actual Size</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>One pixel of the image on one pixel of the screen</source>
        <translation>Ein Pixel des Bildes auf einem Pixel des Bildschirms</translation>
    </message>
    <message>
        <source>Show &amp;Mask</source>
        <translation>&amp;Maske zeigen</translation>
    </message>
    <message>
        <source>Show &amp;Heatmap</source>
        <translation>&amp;Heatmap zeigen</translation>
    </message>
    <message>
        <source>Show where the images of the group resemble each other</source>
        <translation>Zeigen, wo sich die Bilder der Gruppe ähneln</translation>
    </message>
    <message>
        <source>&amp;Compare with the Model</source>
        <translation>Mit dem Modell &amp;vergleichen</translation>
    </message>
    <message>
        <source>Draw the edge of the model&apos;s own mask over the mask as it is now</source>
        <translation>Den Rand der Maske des Modells über die jetzige Maske zeichnen</translation>
    </message>
    <message>
        <source>&amp;Side by Side with the Model</source>
        <translation>&amp;Neben dem Modell zeigen</translation>
    </message>
    <message>
        <source>The model&apos;s own mask beside the mask as it is now; both move together</source>
        <translation>Die Maske des Modells neben der jetzigen; beide bewegen sich zusammen</translation>
    </message>
    <message>
        <source>&amp;Group View</source>
        <translation>G&amp;ruppenansicht</translation>
    </message>
    <message>
        <source>All images of the group with their masks; a click opens one</source>
        <translation>Alle Bilder der Gruppe mit ihren Masken; ein Klick öffnet eines</translation>
    </message>
    <message>
        <source>Fu&amp;ll Screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Previous Image</source>
        <translation>&amp;Voriges Bild</translation>
    </message>
    <message>
        <source>&amp;Next Image</source>
        <translation>&amp;Nächstes Bild</translation>
    </message>
    <message>
        <source>Next &amp;Unreviewed</source>
        <translation>Nächstes &amp;ungeprüfte</translation>
    </message>
    <message>
        <source>Go to the image whose review matters most</source>
        <translation>Zum Bild gehen, dessen Prüfung am wichtigsten ist</translation>
    </message>
    <message>
        <source>&amp;Approve and Next</source>
        <translation>&amp;Freigeben und weiter</translation>
    </message>
    <message>
        <source>The mask is right: approve it and go to the next unreviewed image</source>
        <translation>Die Maske stimmt: freigeben und zum nächsten ungeprüften Bild</translation>
    </message>
    <message>
        <source>E&amp;xclude from the Group</source>
        <translation>Aus der Gruppe au&amp;sschließen</translation>
    </message>
    <message>
        <source>Leave this image out of runs and exports; its file stays</source>
        <translation>Dieses Bild bei Durchläufen und Exporten auslassen; seine Datei bleibt</translation>
    </message>
    <message>
        <source>Appro&amp;ve the Selected</source>
        <translation>Ausgewählte f&amp;reigeben</translation>
    </message>
    <message>
        <source>Approve the masks of all images selected in the gallery</source>
        <translation>Die Masken aller in der Galerie ausgewählten Bilder freigeben</translation>
    </message>
    <message>
        <source>Exclude the &amp;Selected</source>
        <translation>Ausgewählte auss&amp;chließen</translation>
    </message>
    <message>
        <source>Leave all images selected in the gallery out of runs and exports</source>
        <translation>Alle in der Galerie ausgewählten Bilder bei Durchläufen und Exporten auslassen</translation>
    </message>
    <message>
        <source>&amp;Take Back Decisions on the Selected</source>
        <translation>En&amp;tscheidungen über Ausgewählte zurücknehmen</translation>
    </message>
    <message>
        <source>Approved and excluded images have the state that they had before</source>
        <translation>Freigegebene und ausgeschlossene Bilder haben wieder ihren früheren Zustand</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Linke Taste</translation>
    </message>
    <message>
        <source>Paint with the chosen tool</source>
        <translation>Mit dem gewählten Werkzeug malen</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Rechte Taste</translation>
    </message>
    <message>
        <source>The opposite: the brush erases, the eraser paints</source>
        <translation>Das Gegenteil: Der Pinsel radiert, der Radierer malt</translation>
    </message>
    <message>
        <source>Ctrl, held</source>
        <translation>Strg halten</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Umschalt+Klick</translation>
    </message>
    <message>
        <source>A straight line from the last stroke&apos;s end</source>
        <translation>Eine gerade Linie vom Ende des letzten Strichs</translation>
    </message>
    <message>
        <source>Brush size; with Shift in steps of ten</source>
        <translation>Pinselgröße; mit Umschalt in Zehnerschritten</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom under the pointer</source>
        <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Space, or middle button</source>
        <translation>Leertaste oder mittlere Taste</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>Das Bild verschieben</translation>
    </message>
    <message>
        <source>Tab, held</source>
        <translation>Tab halten</translation>
    </message>
    <message>
        <source>Look under the mask</source>
        <translation>Unter die Maske schauen</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>{name} was not opened</source>
        <translation>{name} wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>There are no images that the project does not have.</source>
        <translation>Es gibt keine Bilder, die das Projekt nicht schon hat.</translation>
    </message>
    <message>
        <source>The project is open read-only, because another window holds it or its folder cannot be written to. Save it under another name to make changes.</source>
        <translation>Das Projekt ist schreibgeschützt geöffnet, weil ein anderes Fenster es hält oder sein Ordner nicht beschreibbar ist. Speichern Sie es unter einem anderen Namen, um es zu ändern.</translation>
    </message>
</context>
<context>
    <name>durations</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Follow the system, or always light or dark.</source>
        <translation>Wie das System, oder immer hell oder dunkel.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of menus and texts; another one is used from the next start on.</source>
        <translation>Von Menüs und Texten; eine andere gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Zeichenfläche</translation>
    </message>
    <message>
        <source>Mask colour</source>
        <translation>Maskenfarbe</translation>
    </message>
    <message>
        <source>Colour of the mask over the photograph.</source>
        <translation>Farbe der Maske über dem Foto.</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <source>0 hides the mask, 1 hides the photograph below it.</source>
        <translation>0 verbirgt die Maske, 1 verbirgt das Foto darunter.</translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation>Nur Umriss</translation>
    </message>
    <message>
        <source>Show the border of the mask instead of its area.</source>
        <translation>Den Rand der Maske statt ihrer Fläche zeigen.</translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Opacity of the heatmap when it is switched on.</source>
        <translation>Deckkraft der Heatmap, wenn sie eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>Pinselradius</translation>
    </message>
    <message>
        <source>Radius of the brush at start, in pixels of the photograph.</source>
        <translation>Radius des Pinsels beim Start, in Pixeln des Fotos.</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>Toleranz des Zauberstabs</translation>
    </message>
    <message>
        <source>How much red, green and blue may differ from the pixel that was clicked, of 255.</source>
        <translation>Wie weit Rot, Grün und Blau vom angeklickten Pixel abweichen dürfen, von 255.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Name of an installed model; empty means the one that comes with cosegui.</source>
        <translation>Name eines installierten Modells; leer heißt das mit cosegui gelieferte.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>auto takes the fastest device there is; or cpu, cuda, cuda:0, mps.</source>
        <translation>auto nimmt das schnellste vorhandene Gerät; oder cpu, cuda, cuda:0, mps.</translation>
    </message>
    <message>
        <source>Spatial modulator</source>
        <translation>Räumlicher Modulator</translation>
    </message>
    <message>
        <source>How the object that the images share is found.</source>
        <translation>Wie das gemeinsame Objekt der Bilder gefunden wird.</translation>
    </message>
    <message>
        <source>As the model was trained</source>
        <translation>Wie das Modell trainiert wurde</translation>
    </message>
    <message>
        <source>Closed form</source>
        <translation>Geschlossene Form</translation>
    </message>
    <message>
        <source>Cross-image</source>
        <translation>Bildübergreifend</translation>
    </message>
    <message>
        <source>Published (iterative)</source>
        <translation>Wie veröffentlicht (iterativ)</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwellwert</translation>
    </message>
    <message>
        <source>How probabilities become a mask. Each image can be changed by its slider later.</source>
        <translation>Wie aus Wahrscheinlichkeiten eine Maske wird. Jedes Bild lässt sich später mit seinem Regler ändern.</translation>
    </message>
    <message>
        <source>As the model was calibrated</source>
        <translation>Wie das Modell kalibriert wurde</translation>
    </message>
    <message>
        <source>Otsu, image by image</source>
        <translation>Otsu, Bild für Bild</translation>
    </message>
    <message>
        <source>The value below</source>
        <translation>Der Wert unten</translation>
    </message>
    <message>
        <source>Fixed threshold</source>
        <translation>Fester Schwellwert</translation>
    </message>
    <message>
        <source>Pixels from this probability on belong to the mask.</source>
        <translation>Pixel ab dieser Wahrscheinlichkeit gehören zur Maske.</translation>
    </message>
    <message>
        <source>Follow the edges of the photograph</source>
        <translation>Den Kanten des Fotos folgen</translation>
    </message>
    <message>
        <source>Refine masks at full resolution with the photograph as guide.</source>
        <translation>Masken in voller Auflösung am Foto verfeinern.</translation>
    </message>
    <message>
        <source>Run when a folder is opened</source>
        <translation>Beim Öffnen eines Ordners anwenden</translation>
    </message>
    <message>
        <source>Segment new groups at once instead of waiting for Run.</source>
        <translation>Neue Gruppen sofort segmentieren, statt auf den Befehl zu warten.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>Speichern alle</translation>
    </message>
    <message>
        <source>Seconds from a change to the automatic save; 0 switches it off. Strokes are kept in a journal either way.</source>
        <translation>Sekunden von einer Änderung bis zum automatischen Speichern; 0 schaltet es ab. Striche werden so oder so in einem Journal gesichert.</translation>
    </message>
    <message>
        <source>Reopen the last project at start</source>
        <translation>Beim Start das letzte Projekt öffnen</translation>
    </message>
    <message>
        <source>Start where the last session ended.</source>
        <translation>Dort anfangen, wo die letzte Sitzung endete.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Undo memory per image</source>
        <translation>Rückgängig-Speicher je Bild</translation>
    </message>
    <message>
        <source>Beyond this, the oldest steps are forgotten; the last hundred are always kept.</source>
        <translation>Darüber hinaus werden die ältesten Schritte vergessen; die letzten hundert bleiben immer.</translation>
    </message>
    <message>
        <source>Image memory</source>
        <translation>Bildspeicher</translation>
    </message>
    <message>
        <source>How much memory decoded photographs may fill, so that switching is instant.</source>
        <translation>Wie viel Speicher decodierte Fotos füllen dürfen, damit der Wechsel sofort geht.</translation>
    </message>
</context>
</TS>
