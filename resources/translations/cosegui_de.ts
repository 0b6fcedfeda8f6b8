<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About cosegui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the object that a group of photographs shares, lets you repair its masks, and exports them.
Licensed under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photograph with its mask. Paint with the left button, do the opposite with the right one; the wheel zooms, Space moves the image, Tab hides the mask, Shift+Tab leaves the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasCommands</name>
    <message>
        <source>Propagate corrections</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colours from 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of heatmap and probability, from 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurrentImage</name>
    <message>
        <source>The photograph was replaced by one of another size. Put it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EditingRows</name>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to the &amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the mask by what the model found; can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint what belongs to the object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rub out what does not belong to the object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill a hole, or the area around the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encircle an area to add it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the corners of an area to add it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic Wa&amp;nd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the area of one colour around the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;GrabCut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box around the object and let the colours find its edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;wap Brush and Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill &amp;Holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill everything that the mask encloses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove Small &amp;Islands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the parts of the mask below a size that you choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the Largest Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all parts of the mask but the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Grow…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the border of the mask outwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Shrink…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the border of the mask inwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;mooth…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round off small details of the border, in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In&amp;vert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange mask and background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy from the Previous Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the mask by that of the image before in this group</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the model on this group first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was dropped, because the mask was changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is still being loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is read-only. Save it under another name to edit it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportMasksDialog</name>
    <message>
        <source>Export Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace files of the same name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks of images that are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As files of the for&amp;mat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a state that some image is in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks to write: {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Nothing was exported</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryMenu</name>
    <message>
        <source>Show in Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on This Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from Project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewed masks that go with it: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of its masks was reviewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the group “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{loss} The photographs stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove Group</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>Group {name}, {count} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model&apos;s confidence {score} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>No image matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search images by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show images in this state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the images that are reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reviewed} of {total} reviewed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Images of the project</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupPanel</name>
    <message>
        <source>What the group shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on This Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the model and it names the objects that it knows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>The diagnostics are in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes with the next start of cosegui.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Steps of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a step to go back, or forward, to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before all steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JsonLinesProcess</name>
    <message>
        <source>{program} could not be started ({reason}). Reinstall cosegui.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LastResort</name>
    <message>
        <source>Something went wrong inside cosegui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{error}

Your strokes are kept. Save now, then start cosegui again. Help → Copy Diagnostics gathers what a report of this fault needs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayersPanel</name>
    <message>
        <source>Opacity: {layer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to Peek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the model to see where it looked and how sure it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of the shared object  (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the images of the group resemble each other  (H)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the model is that a pixel belongs to the object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the mask&apos;s edge instead of its area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the bare photograph while held  (Tab in the canvas)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the Mask</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open &amp;Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaskAmountDialog</name>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaskCommands</name>
    <message>
        <source>Smallest area that stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radius</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaskEdits</name>
    <message>
        <source>Fill holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove islands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has another size than this image, so its mask does not fit. Run the model on this image instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy of the previous mask</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MiniMap</name>
    <message>
        <source>The part of the image that is shown; drag to move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PercentSlider</name>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>The project is read-only. Save it under another name to run the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image to run it on. Add images, or include excluded ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was propagated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person decided about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct or approve at least one mask of this group first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every other image of this group has been reviewed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image has been reviewed. Choose a group to run it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was changed while the model ran; the result was dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model gave no result for it. Run it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model failed ({reason}). The log file says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model cannot be loaded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>Open a folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects (*{suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work is still going on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping keeps the masks that are finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes to “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without saving, the changes since the last save are lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks written to {folder}: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks that were not written: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks that the format could not hold whole: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProjectRows</name>
    <message>
        <source>Open &amp;Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of images is one group; a folder of folders is one group each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dd Folder to Project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the images of another folder as groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the De&amp;mo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project and its masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export Masks…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the masks as black and white PNG files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on This &amp;Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the shared object in all images of this group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on &amp;All Unreviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on all groups; corrected and approved masks stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Propagate Corrections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the corrected and approved masks of this group repair its other masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel the Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run; masks that are finished stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, device and the end of the log, for a report of a fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About cosegui</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PropagationCommands</name>
    <message>
        <source>The corrections changed no other mask of {group}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks of {group} that your corrections changed ({n}): {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks as they were before the propagation: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Repairs</name>
    <message>
        <source>Not taken back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewCommands</name>
    <message>
        <source>Every image is reviewed: there is nothing to run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was stopped. Images done: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images done: {n}, in {seconds:.1f} s on {device}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images that could not be done: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}. The others have their masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image is reviewed.</source>
        <translation type="unfinished"></translation>
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
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}: “{value}” cannot be used. {help}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the List</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SizeSlider</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the object that a group of photographs shares, and repair its masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop a folder or a project anywhere in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photographs that show the same kind of object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with saved masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Six pictures with their masks, to try things out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device that the model runs on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model is loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save As makes a copy that can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved by itself in a moment; Ctrl+S saves now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in your user data folder. Ctrl+S makes a project file of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encircle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encircle and clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic wand, cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GrabCut</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Right button or Ctrl does the opposite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint what belongs to the object  (B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to paint. Right button or Ctrl erases; Shift+click paints a straight line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rub out what does not belong to the object  (E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to erase. Right button or Ctrl paints; Shift+click erases a straight line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill a hole, or clear an island  (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click into a hole to fill it. Right button or Ctrl clears an island.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encircle what belongs to the object  (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw around an area to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click corner after corner around the object  (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the corners; double click or Return closes, Backspace takes one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the area of one colour around the pointer  (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click into an area of one colour to add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GrabCut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box around the object; its colours do the rest  (C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box around the object. Then draw over what is missing, or with the right button over what is too much. Return applies, Escape cancels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the image  (Space, held)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to move the image. Space or the middle button does so with any tool.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToolsPanel</name>
    <message>
        <source>Brush radius</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold of the probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish  (Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it  (Escape)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels from this probability on belong to the mask; painted ones stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much the colour may differ from the pixel that is clicked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In pixels of the photograph  ([ and ], Shift for steps of ten, Shift+wheel)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Unfinished trainings cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer ended without a word. {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training did not begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training&apos;s files were not removed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewingRows</name>
    <message>
        <source>Zoom &amp;In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Actual Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the image on one pixel of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show where the images of the group resemble each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare with the Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the edge of the model&apos;s own mask over the mask as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fu&amp;ll Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;Unreviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the image whose review matters most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Approve and Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask is right: approve it and go to the next unreviewed image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xclude from the Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this image out of runs and exports; its file stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint with the chosen tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The opposite: the brush erases, the eraser paints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl, held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A straight line from the last stroke&apos;s end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size; with Shift in steps of ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom under the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space, or middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab, held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look under the mask</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no images that the project does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open read-only, because another window holds it or its folder cannot be written to. Save it under another name to make changes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system, or always light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of menus and texts; another one is used from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the mask over the photograph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 hides the mask, 1 hides the photograph below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the border of the mask instead of its area.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the heatmap when it is switched on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radius of the brush at start, in pixels of the photograph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much red, green and blue may differ from the pixel that was clicked, of 255.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of an installed model; empty means the one that comes with cosegui.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto takes the fastest device there is; or cpu, cuda, cuda:0, mps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial modulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the object that the images share is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model was trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published (iterative)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How probabilities become a mask. Each image can be changed by its slider later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model was calibrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otsu, image by image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels from this probability on belong to the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the edges of the photograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refine masks at full resolution with the photograph as guide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run when a folder is opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment new groups at once instead of waiting for Run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds from a change to the automatic save; 0 switches it off. Strokes are kept in a journal either way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen the last project at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start where the last session ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo memory per image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond this, the oldest steps are forgotten; the last hundred are always kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much memory decoded photographs may fill, so that switching is instant.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
