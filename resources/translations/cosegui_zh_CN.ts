<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About cosegui</source>
        <translation>关于 cosegui</translation>
    </message>
    <message>
        <source>Copy Diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Finds the object that a group of photographs shares, lets you repair its masks, and exports them.
Licensed under the Apache License 2.0.</source>
        <translation>找出一组照片共有的目标，供您修正掩码并导出。
依据 Apache License 2.0 授权。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>掩码(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Revie&amp;w</source>
        <translation>审核(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>The photograph with its mask. Paint with the left button, do the opposite with the right one; the wheel zooms, Space moves the image, Tab hides the mask, Shift+Tab leaves the canvas.</source>
        <translation>照片及其掩码。左键绘制，右键相反；滚轮缩放，空格移动图像，Tab 隐藏掩码，Shift+Tab 离开画布。</translation>
    </message>
</context>
<context>
    <name>CanvasCommands</name>
    <message>
        <source>Propagate corrections</source>
        <translation>传播修正</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colours from 0 to 1</source>
        <translation>从 0 到 1 的颜色</translation>
    </message>
    <message>
        <source>Colours of heatmap and probability, from 0 to 1</source>
        <translation>热力图和概率的颜色，从 0 到 1</translation>
    </message>
</context>
<context>
    <name>CurrentImage</name>
    <message>
        <source>The photograph was replaced by one of another size. Put it back.</source>
        <translation>照片已被替换为另一尺寸的照片。请放回原照片。</translation>
    </message>
</context>
<context>
    <name>EditedImage</name>
    <message>
        <source>No image is open.</source>
        <translation>没有打开的图像。</translation>
    </message>
    <message>
        <source>The image is still being loaded.</source>
        <translation>图像仍在加载。</translation>
    </message>
    <message>
        <source>The project is read-only. Save it under another name to edit it.</source>
        <translation>项目为只读。请另存为其他名称后再编辑。</translation>
    </message>
</context>
<context>
    <name>EditingRows</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Reset to the &amp;Model</source>
        <translation>重置为模型结果(&amp;M)</translation>
    </message>
    <message>
        <source>Replace the mask by what the model found; can be undone</source>
        <translation>用模型的结果替换掩码；可以撤销</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>画笔(&amp;B)</translation>
    </message>
    <message>
        <source>Paint what belongs to the object</source>
        <translation>绘制属于目标的部分</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>橡皮擦(&amp;E)</translation>
    </message>
    <message>
        <source>Rub out what does not belong to the object</source>
        <translation>擦除不属于目标的部分</translation>
    </message>
    <message>
        <source>Edge Bru&amp;sh</source>
        <translation>边缘画笔(&amp;S)</translation>
    </message>
    <message>
        <source>Paint; the stroke stops at the edges of the photograph</source>
        <translation>绘制；笔画止于照片中的边缘</translation>
    </message>
    <message>
        <source>&amp;Fill</source>
        <translation>填充(&amp;F)</translation>
    </message>
    <message>
        <source>Fill a hole, or the area around the pointer</source>
        <translation>填充孔洞或指针周围的区域</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>套索(&amp;L)</translation>
    </message>
    <message>
        <source>Encircle an area to add it</source>
        <translation>圈出区域以添加</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>多边形(&amp;P)</translation>
    </message>
    <message>
        <source>Set the corners of an area to add it</source>
        <translation>逐点设定区域的顶点以添加</translation>
    </message>
    <message>
        <source>Magic Wa&amp;nd</source>
        <translation>魔棒(&amp;N)</translation>
    </message>
    <message>
        <source>Add the area of one colour around the pointer</source>
        <translation>添加指针周围颜色相近的区域</translation>
    </message>
    <message>
        <source>&amp;GrabCut</source>
        <translation>&amp;GrabCut</translation>
    </message>
    <message>
        <source>Draw a box around the object and let the colours find its edge</source>
        <translation>在目标周围画框，由颜色确定其边缘</translation>
    </message>
    <message>
        <source>S&amp;wap Brush and Eraser</source>
        <translation>切换画笔与橡皮擦(&amp;W)</translation>
    </message>
    <message>
        <source>Fill &amp;Holes</source>
        <translation>填充孔洞(&amp;H)</translation>
    </message>
    <message>
        <source>Fill everything that the mask encloses</source>
        <translation>填充掩码所包围的一切</translation>
    </message>
    <message>
        <source>Remove Small &amp;Islands…</source>
        <translation>移除小岛(&amp;I)…</translation>
    </message>
    <message>
        <source>Remove the parts of the mask below a size that you choose</source>
        <translation>移除小于所选大小的掩码部分</translation>
    </message>
    <message>
        <source>&amp;Keep the Largest Part</source>
        <translation>仅保留最大部分(&amp;K)</translation>
    </message>
    <message>
        <source>Remove all parts of the mask but the largest</source>
        <translation>移除除最大部分外的所有掩码部分</translation>
    </message>
    <message>
        <source>&amp;Grow…</source>
        <translation>扩张(&amp;G)…</translation>
    </message>
    <message>
        <source>Move the border of the mask outwards</source>
        <translation>将掩码边界向外移动</translation>
    </message>
    <message>
        <source>&amp;Shrink…</source>
        <translation>收缩(&amp;S)…</translation>
    </message>
    <message>
        <source>Move the border of the mask inwards</source>
        <translation>将掩码边界向内移动</translation>
    </message>
    <message>
        <source>S&amp;mooth…</source>
        <translation>平滑(&amp;M)…</translation>
    </message>
    <message>
        <source>Round off small details of the border, in and out</source>
        <translation>抹平边界上的小细节</translation>
    </message>
    <message>
        <source>In&amp;vert</source>
        <translation>反转(&amp;V)</translation>
    </message>
    <message>
        <source>Exchange mask and background</source>
        <translation>交换掩码与背景</translation>
    </message>
    <message>
        <source>&amp;Copy from the Previous Image</source>
        <translation>从上一张图像复制(&amp;C)</translation>
    </message>
    <message>
        <source>Replace the mask by that of the image before in this group</source>
        <translation>用本组中上一张图像的掩码替换</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Reset to the model</source>
        <translation>重置为模型结果</translation>
    </message>
    <message>
        <source>Run the model on this group first.</source>
        <translation>请先在该组上运行模型。</translation>
    </message>
    <message>
        <source>{name} was dropped, because the mask was changed meanwhile.</source>
        <translation>掩码已被更改，因此放弃了“{name}”。</translation>
    </message>
</context>
<context>
    <name>EffortDialog</name>
    <message>
        <source>Effort of Correcting</source>
        <translation>修正工作量</translation>
    </message>
    <message>
        <source>J of the model&apos;s mask, %</source>
        <translation>模型掩码的 J，%</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Pixels changed</source>
        <translation>更改的像素</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>each image</source>
        <translation>每张图像</translation>
    </message>
    <message>
        <source>mean of {n}</source>
        <translation>{n} 个的平均</translation>
    </message>
    <message>
        <source>Correct or approve masks of the model, and their curve begins here.</source>
        <translation>修正或通过模型的掩码后，曲线将从这里开始。</translation>
    </message>
    <message>
        <source>Nothing has been corrected or approved yet.</source>
        <translation>尚未修正或通过任何掩码。</translation>
    </message>
    <message>
        <source>{n} images, {minutes:.0f} minutes in all. When the model&apos;s masks need no more than a few pixels from you, it is time to stop correcting and to run it on the rest.</source>
        <translation>{n} 张图像，共 {minutes:.0f} 分钟。当模型的掩码只需修改少量像素时，就可以停止修正，并在其余图像上运行模型。</translation>
    </message>
</context>
<context>
    <name>ExportMasksDialog</name>
    <message>
        <source>Export Masks</source>
        <translation>导出掩码</translation>
    </message>
    <message>
        <source>&amp;Replace files of the same name</source>
        <translation>替换同名文件(&amp;R)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>预览(&amp;P)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Masks that would be written: {n}. That could not be: {failed}.</source>
        <translation>将写入的掩码：{n}。无法写入：{failed}。</translation>
    </message>
    <message>
        <source>Masks of images that are</source>
        <translation>以下状态图像的掩码</translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation>写入文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>As files of the for&amp;mat</source>
        <translation>文件格式(&amp;M)</translation>
    </message>
    <message>
        <source>Folder for the masks</source>
        <translation>存放掩码的文件夹</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>将写入的内容</translation>
    </message>
    <message>
        <source>Choose a state that some image is in.</source>
        <translation>请选择至少有一张图像所处的状态。</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择文件夹。</translation>
    </message>
    <message>
        <source>Masks to write: {n}</source>
        <translation>要写入的掩码：{n}</translation>
    </message>
    <message>
        <source>Trying it without writing…</source>
        <translation>正在试运行（不写入）…</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Nothing was exported</source>
        <translation>未导出任何内容</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>PNG masks, black and white</source>
        <translation>PNG 掩码，黑白</translation>
    </message>
    <message>
        <source>One PNG an image, of the photograph&apos;s size: 255 on the object, 0 elsewhere. Each group gets a folder of its own.</source>
        <translation>每张图像一个 PNG，尺寸与照片相同：目标为 255，其余为 0。每组一个文件夹。</translation>
    </message>
    <message>
        <source>PNG masks, indexed</source>
        <translation>PNG 掩码，索引色</translation>
    </message>
    <message>
        <source>One PNG an image with a colour palette: the number of its group on the object, 0 elsewhere. labels.txt names the numbers. Some viewers show small numbers as black.</source>
        <translation>每张图像一个带调色板的 PNG：目标处为组编号，其余为 0。labels.txt 给出编号对应的名称。某些查看器会把小数值显示为黑色。</translation>
    </message>
    <message>
        <source>Cut-outs on a transparent ground</source>
        <translation>透明背景抠图</translation>
    </message>
    <message>
        <source>One PNG an image, of the photograph&apos;s size: opaque on the object, transparent elsewhere. The colours are all there, so that the edge can still be moved.</source>
        <translation>每张图像一个 PNG，尺寸与照片相同：目标不透明，其余透明。颜色全部保留，因此边缘仍可移动。</translation>
    </message>
    <message>
        <source>Photographs with the mask in colour</source>
        <translation>叠加彩色掩码的照片</translation>
    </message>
    <message>
        <source>One PNG an image, to look at or to show: the photograph with the object tinted.</source>
        <translation>每张图像一个 PNG，供查看或展示：目标被着色的照片。</translation>
    </message>
    <message>
        <source>Soft masks, 8-bit PNG</source>
        <translation>软掩码，8 位 PNG</translation>
    </message>
    <message>
        <source>One grey PNG an image: how sure the model is, from 0 to 255; what you painted is 0 or 255. Where no model has run it is the mask.</source>
        <translation>每张图像一个灰度 PNG：模型的置信程度，0 到 255；您绘制的部分为 0 或 255。未运行模型时即为掩码。</translation>
    </message>
    <message>
        <source>Soft masks, 16-bit PNG</source>
        <translation>软掩码，16 位 PNG</translation>
    </message>
    <message>
        <source>As the 8-bit ones, from 0 to 65535. The project keeps 255 steps; there are no more.</source>
        <translation>与 8 位相同，范围 0 到 65535。项目只保存 255 级。</translation>
    </message>
    <message>
        <source>Soft masks for numpy</source>
        <translation>numpy 软掩码</translation>
    </message>
    <message>
        <source>One .npz an image: `probability`, (H, W) float32 from 0 to 1, and `mask`, (H, W) bool.</source>
        <translation>每张图像一个 .npz：`probability`，(H, W) float32，0 到 1；以及 `mask`，(H, W) bool。</translation>
    </message>
    <message>
        <source>COCO, run lengths</source>
        <translation>COCO，游程编码</translation>
    </message>
    <message>
        <source>annotations/instances_default.json beside a copy of the photographs; every mask whole, with holes and islands, as run lengths that are not compressed.</source>
        <translation>annotations/instances_default.json 及照片副本；每个掩码完整保留孔洞和小岛，采用未压缩的游程编码。</translation>
    </message>
    <message>
        <source>COCO, polygons</source>
        <translation>COCO，多边形</translation>
    </message>
    <message>
        <source>As COCO with run lengths, but for programs that read polygons only. Polygons hold no holes: they are filled, and the report names the images.</source>
        <translation>与 COCO 游程编码相同，但用于只读取多边形的程序。多边形不能表示孔洞：孔洞会被填充，报告会列出这些图像。</translation>
    </message>
    <message>
        <source>labelme, masks</source>
        <translation>labelme，掩码</translation>
    </message>
    <message>
        <source>A JSON file with a mask shape beside a copy of each photograph; holes and islands are kept. AnyLabeling and X-AnyLabeling read no mask shapes: take polygons for them.</source>
        <translation>每张照片副本旁有一个含掩码形状的 JSON 文件；保留孔洞和小岛。AnyLabeling 和 X-AnyLabeling 不读取掩码形状：请使用多边形。</translation>
    </message>
    <message>
        <source>labelme, polygons</source>
        <translation>labelme，多边形</translation>
    </message>
    <message>
        <source>A JSON file with polygons beside a copy of each photograph. Polygons hold no holes: they are filled, and the report names the images.</source>
        <translation>每张照片副本旁有一个含多边形的 JSON 文件。多边形不能表示孔洞：孔洞会被填充，报告会列出这些图像。</translation>
    </message>
    <message>
        <source>CVAT for images 1.1</source>
        <translation>CVAT for images 1.1</translation>
    </message>
    <message>
        <source>annotations.xml with every mask whole, and a copy of the photographs in images.</source>
        <translation>annotations.xml 完整保存每个掩码，照片副本位于 images。</translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation>Pascal VOC</translation>
    </message>
    <message>
        <source>JPEGImages, SegmentationClass and SegmentationObject with indexed PNGs, one folder for all groups, each group a class. Photographs are copied.</source>
        <translation>JPEGImages、SegmentationClass 和 SegmentationObject（索引 PNG），所有组共用一个文件夹，每组为一个类别。照片会被复制。</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLO 分割</translation>
    </message>
    <message>
        <source>images, labels and data.yaml, one folder for all groups. Every island becomes an object of its own; holes cannot be written: they are filled, and the report names the images.</source>
        <translation>images、labels 和 data.yaml，所有组共用一个文件夹。每个小岛成为单独的目标；孔洞无法写入，会被填充，报告会列出这些图像。</translation>
    </message>
    <message>
        <source>cellpose</source>
        <translation>cellpose</translation>
    </message>
    <message>
        <source>NAME_seg.npy for its window and NAME_masks.png for its training, beside a copy of each photograph. Every island becomes an object of its own.</source>
        <translation>NAME_seg.npy 供其界面使用，NAME_masks.png 供其训练使用，与照片副本放在一起。每个小岛成为单独的目标。</translation>
    </message>
    <message>
        <source>Groups for training (SSNM)</source>
        <translation>用于训练的组（SSNM）</translation>
    </message>
    <message>
        <source>image/GROUP with a copy of the photographs and groundtruth/GROUP with black and white masks, as `cosegui evaluate` and the authors&apos; code read them.</source>
        <translation>image/GROUP 存放照片副本，groundtruth/GROUP 存放黑白掩码，供 `cosegui evaluate` 和原作者代码读取。</translation>
    </message>
</context>
<context>
    <name>GalleryMenu</name>
    <message>
        <source>Show in Folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Run on This Group</source>
        <translation>在此组上运行</translation>
    </message>
    <message>
        <source>Remove from Project…</source>
        <translation>从项目中移除…</translation>
    </message>
    <message>
        <source>Reviewed masks that go with it: {n}.</source>
        <translation>将一并移除的已审核掩码：{n}。</translation>
    </message>
    <message>
        <source>None of its masks was reviewed.</source>
        <translation>其中没有已审核的掩码。</translation>
    </message>
    <message>
        <source>Remove the group “{name}”?</source>
        <translation>移除组“{name}”？</translation>
    </message>
    <message>
        <source>{loss} The photographs stay where they are.</source>
        <translation>{loss}照片保留在原处。</translation>
    </message>
    <message>
        <source>Keep Group</source>
        <translation>保留组</translation>
    </message>
    <message>
        <source>Remove Group</source>
        <translation>移除组</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>Group {name}, {count} images</source>
        <translation>组 {name}，{count} 张图像</translation>
    </message>
    <message>
        <source>model&apos;s confidence {score} %</source>
        <translation>模型置信度 {score}%</translation>
    </message>
    <message>
        <source>worked on for {time}</source>
        <translation>已处理 {time}</translation>
    </message>
    <message>
        <source>changed by your corrections; shown here as it was before</source>
        <translation>已因您的修正而改变；此处显示之前的样子</translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>No image matches the filter.</source>
        <translation>没有符合筛选条件的图像。</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Search images by name</source>
        <translation>按名称搜索图像</translation>
    </message>
    <message>
        <source>Show images in this state</source>
        <translation>显示处于此状态的图像</translation>
    </message>
    <message>
        <source>Order of the images in each group</source>
        <translation>每组内图像的顺序</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>按添加顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>最不确定的在前</translation>
    </message>
    <message>
        <source>Teaches most first</source>
        <translation>最有价值的在前</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>Longest worked on</source>
        <translation>处理时间最长的在前</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>所有图像</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待审核</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Images of the project</source>
        <translation>项目中的图像</translation>
    </message>
</context>
<context>
    <name>GroupGrid</name>
    <message>
        <source>Images of the group</source>
        <translation>组中的图像</translation>
    </message>
</context>
<context>
    <name>GroupPanel</name>
    <message>
        <source>What the group shares</source>
        <translation>该组共有的目标</translation>
    </message>
    <message>
        <source>Run on This Group</source>
        <translation>在此组上运行</translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation>没有打开的图像。</translation>
    </message>
    <message>
        <source>Images: {n}</source>
        <translation>图像：{n}</translation>
    </message>
    <message>
        <source>Run the model and it names the objects that it knows.</source>
        <translation>运行模型后，它会说出所认识的目标。</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>The diagnostics are in the clipboard.</source>
        <translation>诊断信息已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The language changes with the next start of cosegui.</source>
        <translation>语言将在下次启动 cosegui 时更改。</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Steps of this image</source>
        <translation>此图像的步骤</translation>
    </message>
    <message>
        <source>Click a step to go back, or forward, to it</source>
        <translation>单击步骤即可后退或前进到该处</translation>
    </message>
    <message>
        <source>Before all steps</source>
        <translation>所有步骤之前</translation>
    </message>
</context>
<context>
    <name>ImportCommands</name>
    <message>
        <source>Reading masks: {n} of {all}</source>
        <translation>正在读取掩码：{n}/{all}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Masks imported: {n}.</source>
        <translation>已导入掩码：{n}。</translation>
    </message>
    <message>
        <source>Masks that were left out: {n}</source>
        <translation>略过的掩码：{n}</translation>
    </message>
    <message>
        <source>Show Why</source>
        <translation>显示原因</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The import was taken back: {n}.</source>
        <translation>已撤回导入：{n}。</translation>
    </message>
</context>
<context>
    <name>ImportMasksDialog</name>
    <message>
        <source>Import Masks</source>
        <translation>导入掩码</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>预览(&amp;P)</translation>
    </message>
    <message>
        <source>Only what has one of the &amp;labels</source>
        <translation>仅导入带有以下标签的内容(&amp;L)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>{name}: no mask in the folder</source>
        <translation>{name}：文件夹中没有掩码</translation>
    </message>
    <message>
        <source>&amp;Replace masks that are corrected, approved or excluded: {n}</source>
        <translation>替换已修正、已通过或已排除的掩码(&amp;R)：{n}</translation>
    </message>
    <message>
        <source>Folder of the masks</source>
        <translation>掩码所在文件夹</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>将导入的内容</translation>
    </message>
    <message>
        <source>Files of the for&amp;mat</source>
        <translation>文件格式(&amp;M)</translation>
    </message>
    <message>
        <source>In the &amp;folder</source>
        <translation>位于文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>without a label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>&amp;Replace masks that are corrected, approved or excluded</source>
        <translation>替换已修正、已通过或已排除的掩码(&amp;R)</translation>
    </message>
    <message>
        <source>Choose the folder that holds the masks.</source>
        <translation>请选择包含掩码的文件夹。</translation>
    </message>
    <message>
        <source>Masks to import: {n}. Without an image: {stray}. Images without a mask: {missed}.</source>
        <translation>要导入的掩码：{n}。无对应图像：{stray}。无掩码的图像：{missed}。</translation>
    </message>
    <message>
        <source>Left as they are: {n}.</source>
        <translation>保持不变：{n}。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>{name} was changed meanwhile.</source>
        <translation>{name} 已在此期间被更改。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Take the import back</source>
        <translation>撤回导入</translation>
    </message>
    <message>
        <source>{name}: its image has left the project.</source>
        <translation>{name}：其图像已不在项目中。</translation>
    </message>
    <message>
        <source>{name} is corrected and was left as it is.</source>
        <translation>{name} 已修正，保持不变。</translation>
    </message>
    <message>
        <source>{name} is approved and was left as it is.</source>
        <translation>{name} 已通过，保持不变。</translation>
    </message>
    <message>
        <source>{name} is excluded and was left as it is.</source>
        <translation>{name} 已排除，保持不变。</translation>
    </message>
</context>
<context>
    <name>JsonLinesProcess</name>
    <message>
        <source>{program} could not be started ({reason}). Reinstall cosegui.</source>
        <translation>无法启动 {program}（{reason}）。请重新安装 cosegui。</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
    <message>
        <source>Change Keys…</source>
        <translation>更改快捷键…</translation>
    </message>
</context>
<context>
    <name>LastResort</name>
    <message>
        <source>Something went wrong inside cosegui</source>
        <translation>cosegui 内部出错</translation>
    </message>
    <message>
        <source>{error}

Your strokes are kept. Save now, then start cosegui again. Help → Copy Diagnostics gathers what a report of this fault needs.</source>
        <translation>{error}

您的笔画已保留。请立即保存，然后重新启动 cosegui。“帮助”→“复制诊断信息”可收集报告此故障所需的内容。</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Heatmap</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
</context>
<context>
    <name>LayersPanel</name>
    <message>
        <source>Opacity: {layer}</source>
        <translation>不透明度：{layer}</translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation>仅轮廓</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Hold to Peek</source>
        <translation>按住查看原图</translation>
    </message>
    <message>
        <source>Run the model to see where it looked and how sure it is.</source>
        <translation>运行模型即可查看它关注的位置及其置信程度。</translation>
    </message>
    <message>
        <source>The mask of the shared object</source>
        <translation>共有目标的掩码</translation>
    </message>
    <message>
        <source>Where the images of the group resemble each other</source>
        <translation>组内图像彼此相似之处</translation>
    </message>
    <message>
        <source>How sure the model is that a pixel belongs to the object</source>
        <translation>模型认为像素属于目标的确信程度</translation>
    </message>
    <message>
        <source>Show the mask&apos;s edge instead of its area</source>
        <translation>显示掩码的边缘而非区域</translation>
    </message>
    <message>
        <source>Colour of the mask</source>
        <translation>掩码颜色</translation>
    </message>
    <message>
        <source>Shows the bare photograph while held  (Tab in the canvas)</source>
        <translation>按住时显示原照片（画布中按 Tab）</translation>
    </message>
    <message>
        <source>Colour of the Mask</source>
        <translation>掩码颜色</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>MaskAmountDialog</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
</context>
<context>
    <name>MaskCommands</name>
    <message>
        <source>Smallest area that stays</source>
        <translation>保留的最小面积</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
</context>
<context>
    <name>MaskEdits</name>
    <message>
        <source>Fill holes</source>
        <translation>填充孔洞</translation>
    </message>
    <message>
        <source>Keep the largest</source>
        <translation>保留最大部分</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>Remove islands</source>
        <translation>移除小岛</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>扩张</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>收缩</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>{name} has another size than this image, so its mask does not fit. Run the model on this image instead.</source>
        <translation>{name} 与此图像尺寸不同，其掩码不适用。请改为在此图像上运行模型。</translation>
    </message>
    <message>
        <source>Copy of the previous mask</source>
        <translation>复制上一个掩码</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>A mask of shape {shape} does not cover {box} of layers {shape2}.</source>
        <translation>形状为 {shape} 的掩码没有覆盖图层 {shape2} 的 {box}。</translation>
    </message>
    <message>
        <source>A patch of shape {shape} does not cover {box}.</source>
        <translation>形状为 {shape} 的补丁没有覆盖 {box}。</translation>
    </message>
    <message>
        <source>Cannot read the model {path}: {error}</source>
        <translation>无法读取模型 {path}：{error}</translation>
    </message>
    <message>
        <source>HEIC is not supported. Convert it to JPEG, or let the phone take JPEG.</source>
        <translation>不支持 HEIC。请转换为 JPEG，或让手机拍摄 JPEG。</translation>
    </message>
    <message>
        <source>No corrected image of the group can be read. Are their files there?</source>
        <translation>该组中没有一张已修正的图像可以读取。文件还在吗？</translation>
    </message>
    <message>
        <source>No image was chosen; choose other review states.</source>
        <translation>没有选中任何图像；请选择其他审核状态。</translation>
    </message>
    <message>
        <source>No mask was written to {folder}. {why}</source>
        <translation>没有向 {folder} 写入任何掩码。{why}</translation>
    </message>
    <message>
        <source>Nothing was written: indexed masks tell {max_labels} groups apart, and there are {labels}. Export them in parts, or as plain PNG masks.</source>
        <translation>没有写入任何内容：索引掩码能区分 {max_labels} 个组，而现有 {labels} 个。请分批导出，或导出为普通 PNG 掩码。</translation>
    </message>
    <message>
        <source>Nothing was written: {target} is there already. Choose another folder, or ask for files of the same name to be replaced.</source>
        <translation>没有写入任何内容：{target} 已存在。请选择其他文件夹，或允许替换同名文件。</translation>
    </message>
    <message>
        <source>The backbone {name} has strides {reductions}; levels at {needed} are needed. Choose a hierarchical one such as tf_efficientnet_b0 or hrnet_w48.</source>
        <translation>骨干网络 {name} 的步长为 {reductions}；需要步长为 {needed} 的各级。请选择层级式网络，例如 tf_efficientnet_b0 或 hrnet_w48。</translation>
    </message>
    <message>
        <source>The lesson has no {role_name} image. Correct two images at least, and hold one of them out.</source>
        <translation>课程缺少“{role_name}”类的图像。请至少修正两张图像，并留出其中一张。</translation>
    </message>
    <message>
        <source>The lesson {path} cannot be read: {error}</source>
        <translation>无法读取课程 {path}：{error}</translation>
    </message>
    <message>
        <source>The lesson {path} is damaged ({error}). Start a new one.</source>
        <translation>课程 {path} 已损坏（{error}）。请新建一个。</translation>
    </message>
    <message>
        <source>The model ended early. Run it again; if it happens again, report it.</source>
        <translation>模型提前结束。请再运行一次；如果再次发生，请报告。</translation>
    </message>
    <message>
        <source>The model&apos;s card cannot be read ({error}). Import the model again.</source>
        <translation>无法读取模型卡片（{error}）。请重新导入模型。</translation>
    </message>
    <message>
        <source>The model&apos;s card has settings that this version does not know ({unknown}). Update cosegui to open it.</source>
        <translation>模型卡片含有此版本不认识的设置（{unknown}）。请更新 cosegui 后再打开。</translation>
    </message>
    <message>
        <source>The model&apos;s card holds no network. Import the model again.</source>
        <translation>模型卡片中没有网络。请重新导入模型。</translation>
    </message>
    <message>
        <source>The project was written by a newer cosegui (its version is {version}, this one reads up to {project_version}). Update cosegui to open it.</source>
        <translation>该项目由更新的 cosegui 写入（其版本为 {version}，当前程序最高可读 {project_version}）。请更新 cosegui 后再打开。</translation>
    </message>
    <message>
        <source>The published network cannot be taught. Start from a model of cosegui&apos;s own.</source>
        <translation>已发表的网络不能训练。请从 cosegui 自己的模型开始。</translation>
    </message>
    <message>
        <source>The run was stopped.</source>
        <translation>运行已停止。</translation>
    </message>
    <message>
        <source>The setting {key} was not usable and has its default.</source>
        <translation>设置 {key} 不可用，已恢复默认值。</translation>
    </message>
    <message>
        <source>The settings could not be read ({error}). All have their defaults.</source>
        <translation>无法读取设置（{error}）。全部已恢复默认值。</translation>
    </message>
    <message>
        <source>The settings could not be read ({error}). All have their defaults; see {aside}.</source>
        <translation>无法读取设置（{error}）。全部已恢复默认值；参见 {aside}。</translation>
    </message>
    <message>
        <source>The shipped model stays as it is: new projects start from it.</source>
        <translation>自带的模型保持不变：新项目从它开始。</translation>
    </message>
    <message>
        <source>The shipped model {shipped_name} is missing from this installation. Install cosegui again, or choose a model of your own.</source>
        <translation>此安装缺少自带的模型 {shipped_name}。请重新安装 cosegui，或选择自己的模型。</translation>
    </message>
    <message>
        <source>The weights in {path} do not fit its card ({error}). Import or train it again.</source>
        <translation>{path} 中的权重与其卡片不符（{error}）。请重新导入或训练。</translation>
    </message>
    <message>
        <source>There is a model {name} already: choose another name.</source>
        <translation>已有名为 {name} 的模型：请另选名称。</translation>
    </message>
    <message>
        <source>There is no COCO file below {folder}. Choose the folder of one.</source>
        <translation>{folder} 下没有 COCO 文件。请选择含有该文件的文件夹。</translation>
    </message>
    <message>
        <source>There is no CVAT file below {folder}. Choose the folder of one.</source>
        <translation>{folder} 下没有 CVAT 文件。请选择含有该文件的文件夹。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Give the folder that holds the masks.</source>
        <translation>没有文件夹 {folder}。请给出存放掩码的文件夹。</translation>
    </message>
    <message>
        <source>There is no format {name}. Choose one of: {known}.</source>
        <translation>没有格式 {name}。请从中选择：{known}。</translation>
    </message>
    <message>
        <source>There is no labelme file below {folder}. Choose the folder of one.</source>
        <translation>{folder} 下没有 labelme 文件。请选择含有该文件的文件夹。</translation>
    </message>
    <message>
        <source>There is no mask in {folder}. Choose another folder or format.</source>
        <translation>{folder} 中没有掩码。请选择其他文件夹或格式。</translation>
    </message>
    <message>
        <source>There is no model {name_or_path}. You have: {known}.</source>
        <translation>没有模型 {name_or_path}。现有：{known}。</translation>
    </message>
    <message>
        <source>There is not enough memory to learn. Close other programs and resume.</source>
        <translation>内存不足，无法训练。请关闭其他程序后继续。</translation>
    </message>
    <message>
        <source>There is not enough memory to learn. Close other programs, or choose the CPU under Advanced.</source>
        <translation>内存不足，无法训练。请关闭其他程序，或在高级中选择 CPU。</translation>
    </message>
    <message>
        <source>This machine has no MPS device: use auto or cpu.</source>
        <translation>此电脑没有 MPS 设备：请使用 auto 或 cpu。</translation>
    </message>
    <message>
        <source>This machine has {count} CUDA devices that torch can use, {name} is not among them: use auto or cpu.</source>
        <translation>此电脑有 {count} 个 torch 可用的 CUDA 设备，其中没有 {name}：请使用 auto 或 cpu。</translation>
    </message>
    <message>
        <source>Two masks cannot be compared</source>
        <translation>两个掩码无法比较</translation>
    </message>
    <message>
        <source>You have no model named {name}.</source>
        <translation>您没有名为 {name} 的模型。</translation>
    </message>
    <message>
        <source>a file lies where the folder should be. Save in another place.</source>
        <translation>应为文件夹的位置是一个文件。请保存到其他位置。</translation>
    </message>
    <message>
        <source>a folder has that name already. Choose another name.</source>
        <translation>已有同名文件夹。请另选名称。</translation>
    </message>
    <message>
        <source>a window has a project of that name open, or the folder cannot be written to. Choose another name or place.</source>
        <translation>有窗口打开了同名项目，或该文件夹不可写入。请另选名称或位置。</translation>
    </message>
    <message>
        <source>another mask of the folder was for {name} already.</source>
        <translation>文件夹中的另一个掩码已用于 {name}。</translation>
    </message>
    <message>
        <source>cpu, 1 thread</source>
        <translation>cpu，1 个线程</translation>
    </message>
    <message>
        <source>cpu, {threads} threads</source>
        <translation>cpu，{threads} 个线程</translation>
    </message>
    <message>
        <source>it has no pixels.</source>
        <translation>它没有像素。</translation>
    </message>
    <message>
        <source>it has no transparency, and is no cut-out.</source>
        <translation>它没有透明度，不是抠图。</translation>
    </message>
    <message>
        <source>it holds the mask of {image} and is damaged. It was left as it is: its state before the last save is whole, rename {backup} to {name}, or remove {path} to begin anew.</source>
        <translation>它存放 {image} 的掩码，且已损坏。文件保持原样：其上次保存前的状态完好，请将 {backup} 重命名为 {name}，或删除 {path} 重新开始。</translation>
    </message>
    <message>
        <source>it holds the mask of {image} and is damaged. It was left as it is: put it back from a backup, or remove {path} to begin anew.</source>
        <translation>它存放 {image} 的掩码，且已损坏。文件保持原样：请从备份恢复，或删除 {path} 重新开始。</translation>
    </message>
    <message>
        <source>it is a file. Choose the folder that holds it.</source>
        <translation>它是一个文件。请选择它所在的文件夹。</translation>
    </message>
    <message>
        <source>it is a folder.</source>
        <translation>它是一个文件夹。</translation>
    </message>
    <message>
        <source>it is an image, but none that cosegui wrote.</source>
        <translation>它是图像，但不是 cosegui 写入的。</translation>
    </message>
    <message>
        <source>it is in colour, and no mask. Choose the masks&apos; folder.</source>
        <translation>它是彩色的，不是掩码。请选择掩码所在的文件夹。</translation>
    </message>
    <message>
        <source>it is no image, or of a kind that is not supported. Convert it to PNG or JPEG.</source>
        <translation>它不是图像，或属于不支持的类型。请转换为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>its pixels are {too_large}</source>
        <translation>其像素{too_large}</translation>
    </message>
    <message>
        <source>more than the limit of {max_pixels} million. Scale the image down first.</source>
        <translation>超过上限 {max_pixels} 百万。请先缩小图像。</translation>
    </message>
    <message>
        <source>no image of the project has this name.</source>
        <translation>项目中没有这个名称的图像。</translation>
    </message>
    <message>
        <source>nothing on it has a label that was asked for.</source>
        <translation>其上没有所要的标签。</translation>
    </message>
    <message>
        <source>polygons hold no holes: they were filled.</source>
        <translation>多边形不能保存孔洞：孔洞已被填充。</translation>
    </message>
    <message>
        <source>several images of the project may be meant. Name the masks GROUP/NAME.</source>
        <translation>可能对应项目中的多张图像。请将掩码命名为 组/名称。</translation>
    </message>
    <message>
        <source>the disk is full. Free some space, or save in another place.</source>
        <translation>磁盘已满。请腾出空间，或保存到其他位置。</translation>
    </message>
    <message>
        <source>the disk is read-only. Save in another place.</source>
        <translation>磁盘只读。请保存到其他位置。</translation>
    </message>
    <message>
        <source>the disk reports a fault. Save in another place.</source>
        <translation>磁盘报告故障。请保存到其他位置。</translation>
    </message>
    <message>
        <source>the file is damaged or cut short ({error}). Copy it again from its source.</source>
        <translation>文件已损坏或不完整（{error}）。请从来源重新复制。</translation>
    </message>
    <message>
        <source>the file is empty (0 bytes). Copy it again from its source.</source>
        <translation>文件为空（0 字节）。请从来源重新复制。</translation>
    </message>
    <message>
        <source>the file is gone.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>the folder is gone. Bring it back, or save in another place.</source>
        <translation>文件夹已不存在。请恢复它，或保存到其他位置。</translation>
    </message>
    <message>
        <source>the name is too long for this disk. Choose a shorter one.</source>
        <translation>名称对此磁盘过长。请选择更短的名称。</translation>
    </message>
    <message>
        <source>the place is gone</source>
        <translation>该位置已不存在</translation>
    </message>
    <message>
        <source>there is no such folder. Choose another one.</source>
        <translation>没有这个文件夹。请另选一个。</translation>
    </message>
    <message>
        <source>there is not enough memory for it.</source>
        <translation>内存不足以读取它。</translation>
    </message>
    <message>
        <source>timm has no backbone {name} with feature maps ({error}). `python -c &apos;import timm; print(timm.list_models())&apos;` lists the names.</source>
        <translation>timm 没有带特征图的骨干网络 {name}（{error}）。`python -c &apos;import timm; print(timm.list_models())&apos;` 可列出名称。</translation>
    </message>
    <message>
        <source>you may not open it. Check its permissions.</source>
        <translation>您无权打开它。请检查访问权限。</translation>
    </message>
    <message>
        <source>you may not open it. Check its rights.</source>
        <translation>您无权打开它。请检查权限。</translation>
    </message>
    <message>
        <source>you may not write there. Save in another place.</source>
        <translation>您无权在那里写入。请保存到其他位置。</translation>
    </message>
    <message>
        <source>your share of the disk is used up. Free some space, or save in another place.</source>
        <translation>您的磁盘配额已用完。请腾出空间，或保存到其他位置。</translation>
    </message>
    <message>
        <source>{device} ran out of memory: went on with the CPU.</source>
        <translation>{device} 内存不足：已改用 CPU 继续。</translation>
    </message>
    <message>
        <source>{device} ran out of memory: went on with {chunk_images} images at a time.</source>
        <translation>{device} 内存不足：已改为每次 {chunk_images} 张图像继续。</translation>
    </message>
    <message>
        <source>{error} Exclude the image, or bring its file back.</source>
        <translation>{error} 请排除该图像，或恢复其文件。</translation>
    </message>
    <message>
        <source>{error}. Check that you may open it.</source>
        <translation>{error}。请确认您有权打开它。</translation>
    </message>
    <message>
        <source>{error}. Try again, or save in another place.</source>
        <translation>{error}。请重试，或保存到其他位置。</translation>
    </message>
    <message>
        <source>{folder} holds a lesson under way: add --resume, or take another folder.</source>
        <translation>{folder} 中有未完成的课程：请加上 --resume，或使用其他文件夹。</translation>
    </message>
    <message>
        <source>{folder} holds no images. Choose a folder of photographs, or one whose folders hold them.</source>
        <translation>{folder} 中没有图像。请选择照片文件夹，或其子文件夹含有照片的文件夹。</translation>
    </message>
    <message>
        <source>{found} Open its backup {backup} instead.</source>
        <translation>{found} 请改为打开其备份 {backup}。</translation>
    </message>
    <message>
        <source>{found} Restore it from a backup of yours.</source>
        <translation>{found} 请从您的备份恢复。</translation>
    </message>
    <message>
        <source>{name} and its mask differ in size: was the photograph replaced? Exclude the image, or bring the old file back.</source>
        <translation>{name} 与其掩码大小不同：照片是否被替换？请排除该图像，或恢复原文件。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}. Export it again.</source>
        <translation>无法读取 {name}：{error}。请重新导出。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}</source>
        <translation>无法读取 {name}：{reason}</translation>
    </message>
    <message>
        <source>{name} cannot be saved in {parent}: {reason}</source>
        <translation>无法将 {name} 保存到 {parent}：{reason}</translation>
    </message>
    <message>
        <source>{name} cannot be used: choose auto, cpu, cuda:0 or mps.</source>
        <translation>无法使用 {name}：请选择 auto、cpu、cuda:0 或 mps。</translation>
    </message>
    <message>
        <source>{name} cannot name a model: use letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, beginning with a letter or digit.</source>
        <translation>{name} 不能用作模型名称：请使用字母、数字、&apos;.&apos;、&apos;_&apos; 和 &apos;-&apos;，并以字母或数字开头。</translation>
    </message>
    <message>
        <source>{name} defines entities or a document type, which may reach for other files. It was not read; remove its &lt;!DOCTYPE ...&gt;.</source>
        <translation>{name} 定义了实体或文档类型，可能会访问其他文件。文件未被读取；请删除其中的 &lt;!DOCTYPE ...&gt;。</translation>
    </message>
    <message>
        <source>{name} has a mask of another size in the project. Put back the photograph that it was made for.</source>
        <translation>{name} 在项目中的掩码大小不同。请放回制作该掩码时的照片。</translation>
    </message>
    <message>
        <source>{name} has a shape of the kind {kind}, which covers no area. Remove it, or draw a polygon.</source>
        <translation>{name} 含有 {kind} 类形状，它不覆盖任何面积。请删除它，或绘制多边形。</translation>
    </message>
    <message>
        <source>{name} has but a box for {name2}, and no mask.</source>
        <translation>{name} 对 {name2} 只有边框，没有掩码。</translation>
    </message>
    <message>
        <source>{name} has no corrected mask in the lesson.</source>
        <translation>课程中没有 {name} 的修正掩码。</translation>
    </message>
    <message>
        <source>{name} has no mask yet.</source>
        <translation>{name} 还没有掩码。</translation>
    </message>
    <message>
        <source>{name} has strokes that were not saved. Open the project in the window and save it first.</source>
        <translation>{name} 有未保存的笔画。请先在窗口中打开项目并保存。</translation>
    </message>
    <message>
        <source>{name} holds boxes, and no masks. Choose other labels.</source>
        <translation>{name} 含有边框而没有掩码。请选择其他标签。</translation>
    </message>
    <message>
        <source>{name} is damaged and was left as it is ({error}).</source>
        <translation>{name} 已损坏，保持原样（{error}）。</translation>
    </message>
    <message>
        <source>{name} is damaged or not in this format ({why}). Export it again.</source>
        <translation>{name} 已损坏或不属于此格式（{why}）。请重新导出。</translation>
    </message>
    <message>
        <source>{name} is larger than 1 GiB. Split it into smaller files.</source>
        <translation>{name} 大于 1 GiB。请拆分成较小的文件。</translation>
    </message>
    <message>
        <source>{name} is missing from this installation: install cosegui again</source>
        <translation>此安装缺少 {name}：请重新安装 cosegui</translation>
    </message>
    <message>
        <source>{name} is no device: use auto, cpu, cuda:0 or mps.</source>
        <translation>{name} 不是设备：请使用 auto、cpu、cuda:0 或 mps。</translation>
    </message>
    <message>
        <source>{name} is of {shape} x {shape2} pixels, its photograph of {size_hw} x {size_hw2}. Export it again for this photograph.</source>
        <translation>{name} 为 {shape} x {shape2} 像素，其照片为 {size_hw} x {size_hw2}。请针对该照片重新导出。</translation>
    </message>
    <message>
        <source>{name} is open in another window. Here it opens read-only; close the other window and open it again to make changes.</source>
        <translation>{name} 已在另一个窗口中打开。此处以只读方式打开；要修改，请关闭另一个窗口后重新打开。</translation>
    </message>
    <message>
        <source>{name} is {state} and was left as it is; --replace replaces it.</source>
        <translation>{name} 处于 {state} 状态，保持原样；--replace 可替换它。</translation>
    </message>
    <message>
        <source>{name} opens read-only, because its folder cannot be written to. Save it in another place to make changes.</source>
        <translation>{name} 以只读方式打开，因为其文件夹不可写入。要修改，请保存到其他位置。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {error}. Check that you may read it.</source>
        <translation>无法打开 {path}：{error}。请确认您有权读取它。</translation>
    </message>
    <message>
        <source>{path} cannot be read as plain weights ({name__}). Files that hold more than tensors are refused, since loading them would run their code.</source>
        <translation>无法将 {path} 作为纯权重读取（{name__}）。含有张量以外内容的文件会被拒绝，因为加载会运行其代码。</translation>
    </message>
    <message>
        <source>{path} does not hold the weights of its card: {missing}.</source>
        <translation>{path} 不含其卡片所述的权重：{missing}。</translation>
    </message>
    <message>
        <source>{path} exists: choose another name for the copy.</source>
        <translation>{path} 已存在：请为副本另选名称。</translation>
    </message>
    <message>
        <source>{path} has no model card: import it with `cosegui models import {path2} --name NAME`.</source>
        <translation>{path} 没有模型卡片：请用 `cosegui models import {path2} --name NAME` 导入。</translation>
    </message>
    <message>
        <source>{path} holds no state_dict: a table of tensors is expected.</source>
        <translation>{path} 不含 state_dict：应为张量表。</translation>
    </message>
    <message>
        <source>{path} is gone. Open it from the place where it is now.</source>
        <translation>{path} 已不存在。请从它现在的位置打开。</translation>
    </message>
    <message>
        <source>{path} is not a model of cosegui ({why}). Import a .safetensors model or a published .pth with `cosegui models import`.</source>
        <translation>{path} 不是 cosegui 的模型（{why}）。请用 `cosegui models import` 导入 .safetensors 模型或已发表的 .pth。</translation>
    </message>
    <message>
        <source>{path} is not the published SSNM checkpoint: keys such as base.0.weight and sp1.0.weight are expected. Models of other networks cannot be imported.</source>
        <translation>{path} 不是已发表的 SSNM 检查点：应含有 base.0.weight 和 sp1.0.weight 等键。不能导入其他网络的模型。</translation>
    </message>
    <message>
        <source>{path} looks published but does not fit: {error}</source>
        <translation>{path} 看似已发表的检查点，但不相符：{error}</translation>
    </message>
    <message>
        <source>{path} was written by a newer cosegui. Update cosegui to use it.</source>
        <translation>{path} 由更新的 cosegui 写入。请更新 cosegui 后再使用。</translation>
    </message>
    <message>
        <source>{source} has no model card: it was not written by cosegui. Train or import it.</source>
        <translation>{source} 没有模型卡片：它不是由 cosegui 写入的。请训练或导入它。</translation>
    </message>
    <message>
        <source>{target} is a folder where a file should go. Choose another folder.</source>
        <translation>{target} 是文件夹，而该处应为文件。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{title} cannot be read back. Export in another format.</source>
        <translation>{title} 不能读回。请以其他格式导出。</translation>
    </message>
    <message>
        <source>{what}: {shape} x {shape2} pixels beside {shape3} x {shape4}. Both must be of the same image.</source>
        <translation>{what}：{shape} x {shape2} 像素与 {shape3} x {shape4} 像素不符。两者必须属于同一图像。</translation>
    </message>
    <message>
        <source>{why}. Try again, or save in another place.</source>
        <translation>{why}。请重试，或保存到其他位置。</translation>
    </message>
    <message>
        <source>{width} x {height} pixels are {too_large}</source>
        <translation>{width} x {height} 像素{too_large}</translation>
    </message>
</context>
<context>
    <name>MiniMap</name>
    <message>
        <source>The part of the image that is shown; drag to move</source>
        <translation>当前显示的图像部分；拖动可移动</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>The models cannot be listed</source>
        <translation>无法列出模型</translation>
    </message>
    <message>
        <source>The model was not renamed</source>
        <translation>模型未重命名</translation>
    </message>
    <message>
        <source>The model was not deleted</source>
        <translation>模型未删除</translation>
    </message>
    <message>
        <source>The model was not exported</source>
        <translation>模型未导出</translation>
    </message>
    <message>
        <source>The model was not imported</source>
        <translation>模型未导入</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Use for This Project</source>
        <translation>用于此项目</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Taught from</source>
        <translation>训练自</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>创建日期</translation>
    </message>
    <message>
        <source>J, held out</source>
        <translation>J（留出集）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Your models</source>
        <translation>您的模型</translation>
    </message>
    <message>
        <source>Cards of the selected models</source>
        <translation>所选模型的模型卡</translation>
    </message>
    <message>
        <source>Select several to see their cards side by side.</source>
        <translation>选择多个模型可并排查看模型卡。</translation>
    </message>
    <message>
        <source>{name} (shipped)</source>
        <translation>{name}（自带）</translation>
    </message>
    <message>
        <source>{name}, in use</source>
        <translation>{name}，使用中</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>The shipped model stays</source>
        <translation>自带模型会保留</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>重命名 {name}</translation>
    </message>
    <message>
        <source>Delete the model “{name}”?</source>
        <translation>删除模型“{name}”？</translation>
    </message>
    <message>
        <source>Its file is removed for good. Masks that it made stay.</source>
        <translation>其文件将被永久删除。由它生成的掩码会保留。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pth)</source>
        <translation>模型 (*.safetensors *.pth)</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
</context>
<context>
    <name>PercentSlider</name>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
</context>
<context>
    <name>PictureRows</name>
    <message>
        <source>Masks before and after</source>
        <translation>之前与之后的掩码</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>您的</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>learnt from</source>
        <translation>用于学习</translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>The project is read-only. Save it under another name to run the model.</source>
        <translation>项目为只读。请另存为其他名称后再运行模型。</translation>
    </message>
    <message>
        <source>The model was not run</source>
        <translation>模型未运行</translation>
    </message>
    <message>
        <source>There is no image to run it on. Add images, or include excluded ones.</source>
        <translation>没有可运行的图像。请添加图像，或重新纳入已排除的图像。</translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n 个组</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was propagated</source>
        <translation>未传播任何内容</translation>
    </message>
    <message>
        <source>A person decided about it.</source>
        <translation>已由人工决定。</translation>
    </message>
    <message>
        <source>Correct or approve at least one mask of this group first.</source>
        <translation>请先修正或通过该组中的至少一个掩码。</translation>
    </message>
    <message>
        <source>Every other image of this group has been reviewed already.</source>
        <translation>该组的其他图像均已审核。</translation>
    </message>
    <message>
        <source>Every image has been reviewed. Choose a group to run it again.</source>
        <translation>所有图像均已审核。请选择一个组重新运行。</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>It was changed while the model ran; the result was dropped.</source>
        <translation>模型运行期间图像被更改；结果已丢弃。</translation>
    </message>
    <message>
        <source>It was not among those chosen.</source>
        <translation>不在所选图像之中。</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>masks</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>The model gave no result for it. Run it again.</source>
        <translation>模型未给出结果。请重新运行。</translation>
    </message>
    <message>
        <source>The model failed ({reason}). The log file says more.</source>
        <translation>模型运行失败（{reason}）。详见日志文件。</translation>
    </message>
    <message>
        <source>The model cannot be loaded</source>
        <translation>无法加载模型</translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>Open a folder of images</source>
        <translation>打开图像文件夹</translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation>添加图像文件夹</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>The demo cannot be opened</source>
        <translation>无法打开演示</translation>
    </message>
    <message>
        <source>Projects (*{suffix})</source>
        <translation>项目 (*{suffix})</translation>
    </message>
    <message>
        <source>Open the Backup</source>
        <translation>打开备份</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Work is still going on</source>
        <translation>仍有任务在进行</translation>
    </message>
    <message>
        <source>Stopping keeps the masks that are finished.</source>
        <translation>停止后，已完成的掩码会保留。</translation>
    </message>
    <message>
        <source>Keep Running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Stop and Close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>A model is being taught</source>
        <translation>正在训练模型</translation>
    </message>
    <message>
        <source>Closing breaks it off. What its last pass has reached is kept: Ctrl+T goes on with it the next time.</source>
        <translation>关闭会中断训练。最后一轮的进度会保留：下次按 Ctrl+T 可继续。</translation>
    </message>
    <message>
        <source>Break Off and Close</source>
        <translation>中断并关闭</translation>
    </message>
    <message>
        <source>Save the changes to “{name}”?</source>
        <translation>保存对“{name}”的更改？</translation>
    </message>
    <message>
        <source>Without saving, the changes since the last save are lost.</source>
        <translation>不保存将丢失上次保存以来的更改。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation>不保存并关闭</translation>
    </message>
    <message>
        <source>Writing masks: {n} of {all}</source>
        <translation>正在写入掩码：{n}/{all}</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>导出已取消；未写入任何内容。</translation>
    </message>
    <message>
        <source>Masks written to {folder}: {n}.</source>
        <translation>已写入 {folder} 的掩码：{n}。</translation>
    </message>
    <message>
        <source>Show Folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Masks that were not written: {n}</source>
        <translation>未写入的掩码：{n}</translation>
    </message>
    <message>
        <source>Masks that the format could not hold whole: {n}</source>
        <translation>该格式无法完整保存的掩码：{n}</translation>
    </message>
    <message>
        <source>Show Why</source>
        <translation>显示原因</translation>
    </message>
</context>
<context>
    <name>ProjectOpening</name>
    <message>
        <source>cosegui did not end properly last time. The edits of {n} images were recovered.</source>
        <translation>cosegui 上次未正常结束。已恢复 {n} 张图像的编辑。</translation>
    </message>
    <message>
        <source>cosegui did not end properly last time. The edits of one image were recovered.</source>
        <translation>cosegui 上次未正常结束。已恢复一张图像的编辑。</translation>
    </message>
</context>
<context>
    <name>ProjectRows</name>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>A folder of images is one group; a folder of folders is one group each</source>
        <translation>一个图像文件夹为一组；含多个子文件夹时，每个子文件夹为一组</translation>
    </message>
    <message>
        <source>A&amp;dd Folder to Project…</source>
        <translation>将文件夹添加到项目(&amp;D)…</translation>
    </message>
    <message>
        <source>Add the images of another folder as groups</source>
        <translation>将另一个文件夹的图像作为组添加</translation>
    </message>
    <message>
        <source>&amp;Open Project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the De&amp;mo</source>
        <translation>打开演示(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the project and its masks</source>
        <translation>保存项目及其掩码</translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Export Masks…</source>
        <translation>导出掩码(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the masks for other programs, in a format of theirs</source>
        <translation>以其他程序的格式写出掩码</translation>
    </message>
    <message>
        <source>&amp;Import Masks…</source>
        <translation>导入掩码(&amp;I)…</translation>
    </message>
    <message>
        <source>Lay masks of other programs over the images of this project</source>
        <translation>将其他程序的掩码应用到本项目的图像</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Close Project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Run on This &amp;Group</source>
        <translation>在此组上运行(&amp;G)</translation>
    </message>
    <message>
        <source>Find the shared object in all images of this group</source>
        <translation>在该组的所有图像中查找共有目标</translation>
    </message>
    <message>
        <source>Run on &amp;All Unreviewed</source>
        <translation>在所有未审核图像上运行(&amp;A)</translation>
    </message>
    <message>
        <source>Run on all groups; corrected and approved masks stay as they are</source>
        <translation>在所有组上运行；已修正和已通过的掩码保持不变</translation>
    </message>
    <message>
        <source>Run on the &amp;Selected</source>
        <translation>在所选图像上运行(&amp;S)</translation>
    </message>
    <message>
        <source>Find the object anew in the images selected in the gallery alone</source>
        <translation>仅在图库中所选的图像里重新查找目标</translation>
    </message>
    <message>
        <source>&amp;Propagate Corrections</source>
        <translation>传播修正(&amp;P)</translation>
    </message>
    <message>
        <source>Let the corrected and approved masks of this group repair its other masks</source>
        <translation>用该组已修正和已通过的掩码修复其他掩码</translation>
    </message>
    <message>
        <source>Propagate Strokes &amp;Live</source>
        <translation>实时传播笔画(&amp;L)</translation>
    </message>
    <message>
        <source>Let every finished stroke repair the group&apos;s other masks at once</source>
        <translation>每完成一笔即修复该组的其他掩码</translation>
    </message>
    <message>
        <source>&amp;Cancel the Run</source>
        <translation>取消运行(&amp;C)</translation>
    </message>
    <message>
        <source>Stop the run; masks that are finished stay</source>
        <translation>停止运行；已完成的掩码会保留</translation>
    </message>
    <message>
        <source>&amp;Teach…</source>
        <translation>训练模型(&amp;T)…</translation>
    </message>
    <message>
        <source>Let a model learn from the masks that you corrected or approved</source>
        <translation>让模型从您修正或通过的掩码中学习</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Compare, rename, export and import models; choose the project&apos;s</source>
        <translation>比较、重命名、导出和导入模型；选择项目所用的模型</translation>
    </message>
    <message>
        <source>&amp;Effort of Correcting…</source>
        <translation>修正工作量(&amp;E)…</translation>
    </message>
    <message>
        <source>What correcting has cost, image by image: shows when to stop</source>
        <translation>逐图显示修正的工作量：提示何时可以停止</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Chan&amp;ge Keys…</source>
        <translation>更改快捷键(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Copy Diagnostics</source>
        <translation>复制诊断信息(&amp;C)</translation>
    </message>
    <message>
        <source>Versions, device and the end of the log, for a report of a fault</source>
        <translation>版本、设备和日志末尾，用于报告故障</translation>
    </message>
    <message>
        <source>&amp;About cosegui</source>
        <translation>关于 cosegui(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ProjectStore</name>
    <message>
        <source>{name} is {size} pixels, but its mask is {mask_size}. Put back the photograph that the mask was made for.</source>
        <translation>{name} 为 {size} 像素，但其掩码为 {mask_size}。请放回制作掩码时所用的照片。</translation>
    </message>
</context>
<context>
    <name>PropagationCommands</name>
    <message>
        <source>The corrections changed no other mask of {group}.</source>
        <translation>修正未改变 {group} 的其他掩码。</translation>
    </message>
    <message>
        <source>Masks of {group} that your corrections changed ({n}): {names}</source>
        <translation>{group} 中因您的修正而改变的掩码（{n}）：{names}</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Other masks of {group} that your strokes changed: {n}.</source>
        <translation>{group} 中因您的笔画而改变的其他掩码：{n}。</translation>
    </message>
    <message>
        <source>Each stroke now repairs the other masks of its group.</source>
        <translation>现在每一笔都会修复其组内的其他掩码。</translation>
    </message>
    <message>
        <source>Strokes change their own mask only.</source>
        <translation>笔画只更改其自身的掩码。</translation>
    </message>
    <message>
        <source>Masks as they were before the propagation: {n}.</source>
        <translation>已恢复到传播之前的掩码：{n}。</translation>
    </message>
</context>
<context>
    <name>ReferenceView</name>
    <message>
        <source>The model has not been run on this image.</source>
        <translation>尚未在此图像上运行模型。</translation>
    </message>
    <message>
        <source>The model&apos;s mask</source>
        <translation>模型的掩码</translation>
    </message>
</context>
<context>
    <name>Repairs</name>
    <message>
        <source>Not taken back</source>
        <translation>未撤回</translation>
    </message>
</context>
<context>
    <name>ReviewCommands</name>
    <message>
        <source>Every image is reviewed: there is nothing to run.</source>
        <translation>所有图像均已审核：无需运行。</translation>
    </message>
    <message>
        <source>The run was stopped. Images done: {n}.</source>
        <translation>运行已停止。已完成的图像：{n}。</translation>
    </message>
    <message>
        <source>Images done: {n}, in {seconds:.1f} s on {device}.</source>
        <translation>已完成的图像：{n}，用时 {seconds:.1f} 秒，设备 {device}。</translation>
    </message>
    <message>
        <source>{n} new masks in {time} on {device}.</source>
        <translation>{n} 个新掩码，用时 {time}，设备 {device}。</translation>
    </message>
    <message>
        <source>Kept, because you reviewed them: {n}.</source>
        <translation>因您已审核而保留：{n}。</translation>
    </message>
    <message>
        <source>Excluded: {n}.</source>
        <translation>已排除：{n}。</translation>
    </message>
    <message>
        <source>Go to the Least Sure</source>
        <translation>转到最不确定的图像</translation>
    </message>
    <message>
        <source>Images that could not be done: {n}</source>
        <translation>未能处理的图像：{n}</translation>
    </message>
    <message>
        <source>{title}. The others have their masks.</source>
        <translation>{title}。其余图像已有掩码。</translation>
    </message>
    <message>
        <source>Show Which</source>
        <translation>显示是哪些</translation>
    </message>
    <message>
        <source>Every image is reviewed.</source>
        <translation>所有图像均已审核。</translation>
    </message>
    <message>
        <source>{name}: the model is least sure of it.</source>
        <translation>{name}：模型对它最不确定。</translation>
    </message>
    <message>
        <source>{name}: the model is unsure, and many images are like it. Correcting it teaches most.</source>
        <translation>{name}：模型不确定，且有许多相似图像。修正它最有价值。</translation>
    </message>
    <message>
        <source>{name}: network and examples disagree here.</source>
        <translation>{name}：网络与示例在此不一致。</translation>
    </message>
</context>
<context>
    <name>ReviewProgressPanel</name>
    <message>
        <source>{reviewed} of {total} reviewed</source>
        <translation>已审核 {reviewed}/{total}</translation>
    </message>
    <message>
        <source>{time} an image</source>
        <translation>每张 {time}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>Worked on: {time}</source>
        <translation>已处理：{time}</translation>
    </message>
</context>
<context>
    <name>ReviewState</name>
    <message>
        <source>Unseen</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>已预测</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已修正</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>已排除</translation>
    </message>
</context>
<context>
    <name>SelectionCommands</name>
    <message>
        <source>Images approved: {n}.</source>
        <translation>已通过的图像：{n}。</translation>
    </message>
    <message>
        <source>Images excluded: {n}.</source>
        <translation>已排除的图像：{n}。</translation>
    </message>
    <message>
        <source>Images whose decision was taken back: {n}.</source>
        <translation>已撤回决定的图像：{n}。</translation>
    </message>
    <message>
        <source>No selected image had to be changed.</source>
        <translation>所选图像均无需更改。</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>{label}: “{value}” cannot be used. {help}</source>
        <translation>{label}：无法使用“{value}”。{help}</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Clear the List</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Change Keys</source>
        <translation>更改快捷键</translation>
    </message>
    <message>
        <source>&amp;Take It from There</source>
        <translation>从该处取用(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Reset This Action</source>
        <translation>重置此操作(&amp;R)</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>搜索操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>另一个按键</translation>
    </message>
    <message>
        <source>Reset &amp;All</source>
        <translation>全部重置(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>A&amp;nother key</source>
        <translation>另一个按键(&amp;N)</translation>
    </message>
    <message>
        <source>{key} is the key of “{action}”.</source>
        <translation>{key} 是“{action}”的快捷键。</translation>
    </message>
    <message>
        <source>{key} opens a menu.</source>
        <translation>{key} 用于打开菜单。</translation>
    </message>
    <message>
        <source>{key} has its own meaning on the canvas.</source>
        <translation>{key} 在画布上另有用途。</translation>
    </message>
    <message>
        <source>{key} is typed into fields, and this action is heard in the whole window. Add Ctrl or Alt.</source>
        <translation>{key} 会被输入到文本框中，而此操作在整个窗口有效。请加上 Ctrl 或 Alt。</translation>
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
        <translation>模型</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Find the object that a group of photographs shares, and repair its masks.</source>
        <translation>找出一组照片共有的目标，并修正其掩码。</translation>
    </message>
    <message>
        <source>Or drop a folder or a project anywhere in this window.</source>
        <translation>也可以将文件夹或项目拖放到此窗口的任意位置。</translation>
    </message>
    <message>
        <source>Photographs that show the same kind of object</source>
        <translation>显示同类目标的照片</translation>
    </message>
    <message>
        <source>Go on with saved masks</source>
        <translation>继续处理已保存的掩码</translation>
    </message>
    <message>
        <source>Six pictures with their masks, to try things out</source>
        <translation>六张图像及其掩码，供试用</translation>
    </message>
</context>
<context>
    <name>StateBar</name>
    <message>
        <source>Images by review state</source>
        <translation>按审核状态统计的图像</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Show the training</source>
        <translation>显示训练</translation>
    </message>
    <message>
        <source>What is being computed</source>
        <translation>正在计算的内容</translation>
    </message>
    <message>
        <source>Pointer position</source>
        <translation>指针位置</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Save state</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>Device in use</source>
        <translation>所用设备</translation>
    </message>
    <message>
        <source>The device that the model runs on</source>
        <translation>运行模型的设备</translation>
    </message>
    <message>
        <source>The training has ended</source>
        <translation>训练已结束</translation>
    </message>
    <message>
        <source>Teaching: pass {n} of {all}</source>
        <translation>训练中：第 {n}/{all} 轮</translation>
    </message>
    <message>
        <source>{name}…</source>
        <translation>{name}…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>Model is loading…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Save As makes a copy that can be changed.</source>
        <translation>“另存为”可创建可编辑的副本。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Saved by itself in a moment; Ctrl+S saves now.</source>
        <translation>稍后自动保存；Ctrl+S 立即保存。</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>草稿已保存</translation>
    </message>
    <message>
        <source>Kept in your user data folder. Ctrl+S makes a project file of it.</source>
        <translation>保存在您的用户数据文件夹中。按 Ctrl+S 可存为项目文件。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>约剩 {n} 秒</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>约剩 {n} 分钟</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Edge brush</source>
        <translation>边缘画笔</translation>
    </message>
    <message>
        <source>Edge brush, erased</source>
        <translation>边缘画笔，擦除</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Clear region</source>
        <translation>清除区域</translation>
    </message>
    <message>
        <source>Encircle</source>
        <translation>圈选</translation>
    </message>
    <message>
        <source>Encircle and clear</source>
        <translation>圈选并清除</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Magic wand, cleared</source>
        <translation>魔棒，清除</translation>
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
        <translation>右键或 Ctrl 则相反。</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Drag to paint. Right button or Ctrl erases; Shift+click paints a straight line.</source>
        <translation>拖动绘制。右键或 Ctrl 擦除；Shift+单击画直线。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Drag to erase. Right button or Ctrl paints; Shift+click erases a straight line.</source>
        <translation>拖动擦除。右键或 Ctrl 绘制；Shift+单击沿直线擦除。</translation>
    </message>
    <message>
        <source>Edge brush</source>
        <translation>边缘画笔</translation>
    </message>
    <message>
        <source>Paint across an edge: what lies behind it is taken back when you let go. Right button or Ctrl erases.</source>
        <translation>越过边缘绘制：松开时，边缘之外的部分会被收回。右键或 Ctrl 擦除。</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Click into a hole to fill it. Right button or Ctrl clears an island.</source>
        <translation>单击孔洞即可填充。右键或 Ctrl 清除小岛。</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Draw around an area to fill it.</source>
        <translation>沿区域边缘绘制以填充。</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Click the corners; double click or Return closes, Backspace takes one back.</source>
        <translation>单击各顶点；双击或回车闭合，退格撤回一点。</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Click into an area of one colour to add it.</source>
        <translation>单击颜色相近的区域以添加。</translation>
    </message>
    <message>
        <source>GrabCut</source>
        <translation>GrabCut</translation>
    </message>
    <message>
        <source>Paint what belongs to the object</source>
        <translation>绘制属于目标的部分</translation>
    </message>
    <message>
        <source>Rub out what does not belong to the object</source>
        <translation>擦除不属于目标的部分</translation>
    </message>
    <message>
        <source>Paint; the stroke stops at the edges of the photograph</source>
        <translation>绘制；笔画止于照片中的边缘</translation>
    </message>
    <message>
        <source>Fill a hole, or clear an island</source>
        <translation>填充孔洞或清除小岛</translation>
    </message>
    <message>
        <source>Encircle what belongs to the object</source>
        <translation>圈出属于目标的部分</translation>
    </message>
    <message>
        <source>Click corner after corner around the object</source>
        <translation>围绕目标逐点单击</translation>
    </message>
    <message>
        <source>Add the area of one colour around the pointer</source>
        <translation>添加指针周围颜色相近的区域</translation>
    </message>
    <message>
        <source>Draw a box around the object; its colours do the rest</source>
        <translation>在目标周围画框；其余由颜色完成</translation>
    </message>
    <message>
        <source>Draw a box around the object. Then draw over what is missing, or with the right button over what is too much. Return applies, Escape cancels.</source>
        <translation>在目标周围画框。然后涂抹缺少的部分，或用右键涂抹多余的部分。回车应用，Esc 取消。</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Move the image  (Space, held)</source>
        <translation>移动图像（按住空格）</translation>
    </message>
    <message>
        <source>Drag to move the image. Space or the middle button does so with any tool.</source>
        <translation>拖动以移动图像。任何工具下按住空格或中键均可移动。</translation>
    </message>
</context>
<context>
    <name>ToolsPanel</name>
    <message>
        <source>Brush radius</source>
        <translation>画笔半径</translation>
    </message>
    <message>
        <source>Threshold of the probability</source>
        <translation>概率阈值</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>魔棒容差</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Finish  (Return)</source>
        <translation>完成（回车）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drop it  (Escape)</source>
        <translation>放弃 (Esc)</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Pixels from this probability on belong to the mask; painted ones stay</source>
        <translation>达到此概率的像素属于掩码；手绘的像素保持不变</translation>
    </message>
    <message>
        <source>How much the colour may differ from the pixel that is clicked</source>
        <translation>颜色与所单击像素的最大差异</translation>
    </message>
    <message>
        <source>In pixels of the photograph  ([ and ], Shift for steps of ten, Shift+wheel)</source>
        <translation>以照片像素为单位（[ 和 ]，加 Shift 每次十像素，或 Shift+滚轮）</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Unfinished trainings cannot be read</source>
        <translation>无法读取未完成的训练</translation>
    </message>
    <message>
        <source>The model was not kept</source>
        <translation>模型未保留</translation>
    </message>
    <message>
        <source>The trainer ended without a word. {said}</source>
        <translation>训练程序未作说明便结束。{said}</translation>
    </message>
    <message>
        <source>The training did not begin</source>
        <translation>训练未开始</translation>
    </message>
    <message>
        <source>The training&apos;s files were not removed</source>
        <translation>训练文件未移除</translation>
    </message>
</context>
<context>
    <name>TrainingCommands</name>
    <message>
        <source>The project is read-only. Save it under another name to teach a model.</source>
        <translation>项目为只读。请另存为其他名称后再训练模型。</translation>
    </message>
    <message>
        <source>A model cannot be taught from here</source>
        <translation>无法在此训练模型</translation>
    </message>
    <message>
        <source>The training broke off: {reason}</source>
        <translation>训练中断：{reason}</translation>
    </message>
    <message>
        <source>The training has finished.</source>
        <translation>训练已完成。</translation>
    </message>
    <message>
        <source>Look at It</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The model {name} is kept.</source>
        <translation>已保留模型 {name}。</translation>
    </message>
    <message>
        <source>Use “{name}” for this project?</source>
        <translation>在此项目中使用“{name}”？</translation>
    </message>
    <message>
        <source>Predicting again replaces the masks of all images that no one corrected or approved. Yours stay as they are.</source>
        <translation>重新预测会替换所有未经修正或通过的图像的掩码。您的掩码保持不变。</translation>
    </message>
    <message>
        <source>Use and Predict Again</source>
        <translation>使用并重新预测</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>This project is run with {name} from now on.</source>
        <translation>此项目今后使用 {name} 运行。</translation>
    </message>
    <message>
        <source>The model {name} is imported.</source>
        <translation>已导入模型 {name}。</translation>
    </message>
    <message>
        <source>The model is copied to {path}.</source>
        <translation>模型已复制到 {path}。</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Teach the Model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Effort…</source>
        <translation>工作量…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Name to keep the model under</source>
        <translation>保留模型时使用的名称</translation>
    </message>
    <message>
        <source>Keep it as</source>
        <translation>保留为</translation>
    </message>
    <message>
        <source>The trainer has not answered for a while: the machine is busy, or short of memory. What its last pass has reached is kept.</source>
        <translation>训练程序已有一段时间没有响应：机器繁忙或内存不足。最后一轮的进度会保留。</translation>
    </message>
    <message>
        <source>What correcting cost you, over time</source>
        <translation>您的修正工作量随时间的变化</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>请选择其他名称</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>End the Trainer</source>
        <translation>结束训练程序</translation>
    </message>
    <message>
        <source>Discard this training?</source>
        <translation>放弃这次训练？</translation>
    </message>
    <message>
        <source>What it has learnt is lost. Your masks and models stay as they are.</source>
        <translation>已学到的内容将丢失。您的掩码和模型保持不变。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>TrainingEstimate</name>
    <message>
        <source>It could not be measured.</source>
        <translation>无法测量。</translation>
    </message>
</context>
<context>
    <name>TrainingOptions</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Passes over the images, at most</source>
        <translation>遍历图像的最大轮数</translation>
    </message>
    <message>
        <source>End after passes without gain</source>
        <translation>无改进多少轮后结束</translation>
    </message>
    <message>
        <source>Learning rate, times the usual</source>
        <translation>学习率（相对默认值的倍数）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程</translation>
    </message>
    <message>
        <source>Seed of chance</source>
        <translation>随机种子</translation>
    </message>
</context>
<context>
    <name>TrainingProgress</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>J on held-out images, %</source>
        <translation>留出图像上的 J，%</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>The first pass has not ended yet</source>
        <translation>第一轮尚未结束</translation>
    </message>
    <message>
        <source>Pass {n} of {all}</source>
        <translation>第 {n}/{all} 轮</translation>
    </message>
    <message>
        <source>Starting the trainer…</source>
        <translation>正在启动训练程序…</translation>
    </message>
    <message>
        <source>Paused: {passes}</source>
        <translation>已暂停：{passes}</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stopped: {passes}</source>
        <translation>已停止：{passes}</translation>
    </message>
    <message>
        <source>Finished after pass {n}</source>
        <translation>在第 {n} 轮后完成</translation>
    </message>
    <message>
        <source>The training broke off</source>
        <translation>训练中断</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <source>Looking at the images…</source>
        <translation>正在分析图像…</translation>
    </message>
    <message>
        <source>Judging by the held-out images…</source>
        <translation>正在用留出图像评估…</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>正在学习…</translation>
    </message>
    <message>
        <source>from {model}</source>
        <translation>来自 {model}</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
</context>
<context>
    <name>TrainingSetup</name>
    <message>
        <source>Measuring how long it takes here…</source>
        <translation>正在测量在本机所需的时间…</translation>
    </message>
    <message>
        <source>About {n:.0f} seconds on this machine, with {memory:.1f} GB of memory.</source>
        <translation>在本机约需 {n:.0f} 秒，占用 {memory:.1f} GB 内存。</translation>
    </message>
    <message>
        <source>About {n:.0f} minutes on this machine, with {memory:.1f} GB of memory.</source>
        <translation>在本机约需 {n:.0f} 分钟，占用 {memory:.1f} GB 内存。</translation>
    </message>
    <message>
        <source>Becomes a category of the model; may be empty</source>
        <translation>将成为模型的一个类别；可为空</translation>
    </message>
    <message>
        <source>Corrected, not approved: what you painted counts, and what you left as it is if your strokes look finished</source>
        <translation>已修正但未通过：计入您绘制的部分；若笔画看来已完成，也计入您保留未动的部分</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>What it shares</source>
        <translation>其共有目标</translation>
    </message>
    <message>
        <source>Held out to judge by</source>
        <translation>留出用于评估</translation>
    </message>
    <message>
        <source>Groups to learn from</source>
        <translation>用于学习的组</translation>
    </message>
    <message>
        <source>Model to start from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>新模型的名称</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始于</translation>
    </message>
    <message>
        <source>It takes</source>
        <translation>所需时间</translation>
    </message>
    <message>
        <source>The model learns from {training} images that you corrected or approved, and is judged by {held_out} that it never sees.</source>
        <translation>模型从您修正或通过的 {training} 张图像中学习，并用它从未见过的 {held_out} 张图像评估。</translation>
    </message>
    <message>
        <source>Correct or approve at least two masks first: one to learn from, one to judge by.</source>
        <translation>请先修正或通过至少两个掩码：一个用于学习，一个用于评估。</translation>
    </message>
    <message>
        <source>Hold at least one image out to judge by.</source>
        <translation>请至少留出一张图像用于评估。</translation>
    </message>
    <message>
        <source>Leave at least one image to learn from.</source>
        <translation>请至少保留一张图像用于学习。</translation>
    </message>
    <message>
        <source>There is no model to start from. Install cosegui again.</source>
        <translation>没有可用的起始模型。请重新安装 cosegui。</translation>
    </message>
</context>
<context>
    <name>TrainingVerdict</name>
    <message>
        <source>Held-out image</source>
        <translation>留出图像</translation>
    </message>
    <message>
        <source>Current, J %</source>
        <translation>当前，J %</translation>
    </message>
    <message>
        <source>New, J %</source>
        <translation>新，J %</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>J of every held-out image</source>
        <translation>每张留出图像的 J</translation>
    </message>
    <message>
        <source>Better by {gain:.1f} points on images that it never saw</source>
        <translation>在从未见过的图像上提高 {gain:.1f} 分</translation>
    </message>
    <message>
        <source>Worse by {gain:.1f} points on images that it never saw</source>
        <translation>在从未见过的图像上降低 {gain:.1f} 分</translation>
    </message>
    <message>
        <source>No better on images that it never saw</source>
        <translation>在从未见过的图像上没有提高</translation>
    </message>
    <message>
        <source>Mean J on the held-out images: {new:.1f} % with the new model, {current:.1f} % with the current one.</source>
        <translation>留出图像的平均 J：新模型 {new:.1f}%，当前模型 {current:.1f}%。</translation>
    </message>
    <message>
        <source>Worse on: {names}.</source>
        <translation>变差的图像：{names}。</translation>
    </message>
    <message>
        <source>Keep working with the current model: correct a few more images, above all of the kind that fails, approve those whose masks are right all over, and teach again.</source>
        <translation>请继续使用当前模型：再修正一些图像，尤其是失败的那一类；通过掩码完全正确的图像，然后再次训练。</translation>
    </message>
</context>
<context>
    <name>ViewingRows</name>
    <message>
        <source>Zoom &amp;In</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit Image</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>显示整张图像</translation>
    </message>
    <message>
        <source>&amp;Actual Size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>One pixel of the image on one pixel of the screen</source>
        <translation>图像像素与屏幕像素一一对应</translation>
    </message>
    <message>
        <source>Show &amp;Mask</source>
        <translation>显示掩码(&amp;M)</translation>
    </message>
    <message>
        <source>Show &amp;Heatmap</source>
        <translation>显示热力图(&amp;H)</translation>
    </message>
    <message>
        <source>Show where the images of the group resemble each other</source>
        <translation>显示组内图像彼此相似之处</translation>
    </message>
    <message>
        <source>&amp;Compare with the Model</source>
        <translation>与模型比较(&amp;C)</translation>
    </message>
    <message>
        <source>Draw the edge of the model&apos;s own mask over the mask as it is now</source>
        <translation>在当前掩码上绘制模型掩码的边缘</translation>
    </message>
    <message>
        <source>&amp;Side by Side with the Model</source>
        <translation>与模型并排显示(&amp;S)</translation>
    </message>
    <message>
        <source>The model&apos;s own mask beside the mask as it is now; both move together</source>
        <translation>模型掩码与当前掩码并排；两者同步移动</translation>
    </message>
    <message>
        <source>&amp;Group View</source>
        <translation>组视图(&amp;G)</translation>
    </message>
    <message>
        <source>All images of the group with their masks; a click opens one</source>
        <translation>组内所有图像及其掩码；单击打开其一</translation>
    </message>
    <message>
        <source>Fu&amp;ll Screen</source>
        <translation>全屏(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Previous Image</source>
        <translation>上一张图像(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next Image</source>
        <translation>下一张图像(&amp;N)</translation>
    </message>
    <message>
        <source>Next &amp;Unreviewed</source>
        <translation>下一张未审核(&amp;U)</translation>
    </message>
    <message>
        <source>Go to the image whose review matters most</source>
        <translation>转到最需要审核的图像</translation>
    </message>
    <message>
        <source>&amp;Approve and Next</source>
        <translation>通过并下一张(&amp;A)</translation>
    </message>
    <message>
        <source>The mask is right: approve it and go to the next unreviewed image</source>
        <translation>掩码正确：通过并转到下一张未审核图像</translation>
    </message>
    <message>
        <source>E&amp;xclude from the Group</source>
        <translation>从组中排除(&amp;X)</translation>
    </message>
    <message>
        <source>Leave this image out of runs and exports; its file stays</source>
        <translation>运行和导出时略过此图像；文件保留</translation>
    </message>
    <message>
        <source>Appro&amp;ve the Selected</source>
        <translation>通过所选图像(&amp;V)</translation>
    </message>
    <message>
        <source>Approve the masks of all images selected in the gallery</source>
        <translation>通过图库中所有选中图像的掩码</translation>
    </message>
    <message>
        <source>Exclude the &amp;Selected</source>
        <translation>排除所选图像(&amp;S)</translation>
    </message>
    <message>
        <source>Leave all images selected in the gallery out of runs and exports</source>
        <translation>运行和导出时略过图库中所有选中的图像</translation>
    </message>
    <message>
        <source>&amp;Take Back Decisions on the Selected</source>
        <translation>撤回对所选图像的决定(&amp;T)</translation>
    </message>
    <message>
        <source>Approved and excluded images have the state that they had before</source>
        <translation>已通过和已排除的图像恢复之前的状态</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>左键</translation>
    </message>
    <message>
        <source>Paint with the chosen tool</source>
        <translation>用所选工具绘制</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>右键</translation>
    </message>
    <message>
        <source>The opposite: the brush erases, the eraser paints</source>
        <translation>相反：画笔擦除，橡皮擦绘制</translation>
    </message>
    <message>
        <source>Ctrl, held</source>
        <translation>按住 Ctrl</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+单击</translation>
    </message>
    <message>
        <source>A straight line from the last stroke&apos;s end</source>
        <translation>从上一笔末端画直线</translation>
    </message>
    <message>
        <source>Brush size; with Shift in steps of ten</source>
        <translation>画笔大小；加 Shift 每次十像素</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Shift+滚轮</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom under the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Space, or middle button</source>
        <translation>空格或中键</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>Tab, held</source>
        <translation>按住 Tab</translation>
    </message>
    <message>
        <source>Look under the mask</source>
        <translation>查看掩码下方</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>{name} was not opened</source>
        <translation>未打开 {name}</translation>
    </message>
    <message>
        <source>There are no images that the project does not have.</source>
        <translation>没有项目尚未包含的图像。</translation>
    </message>
    <message>
        <source>The project is open read-only, because another window holds it or its folder cannot be written to. Save it under another name to make changes.</source>
        <translation>项目以只读方式打开，因为另一窗口正在使用它或其文件夹不可写。请另存为其他名称后再更改。</translation>
    </message>
</context>
<context>
    <name>durations</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Follow the system, or always light or dark.</source>
        <translation>跟随系统，或始终浅色或深色。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of menus and texts; another one is used from the next start on.</source>
        <translation>菜单和文字的语言；更改后下次启动生效。</translation>
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
        <translation>画布</translation>
    </message>
    <message>
        <source>Mask colour</source>
        <translation>掩码颜色</translation>
    </message>
    <message>
        <source>Colour of the mask over the photograph.</source>
        <translation>照片上掩码的颜色。</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>掩码不透明度</translation>
    </message>
    <message>
        <source>0 hides the mask, 1 hides the photograph below it.</source>
        <translation>0 隐藏掩码，1 遮住其下的照片。</translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation>仅轮廓</translation>
    </message>
    <message>
        <source>Show the border of the mask instead of its area.</source>
        <translation>显示掩码的边界而非区域。</translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation>热力图不透明度</translation>
    </message>
    <message>
        <source>Opacity of the heatmap when it is switched on.</source>
        <translation>打开热力图时的不透明度。</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>画笔半径</translation>
    </message>
    <message>
        <source>Radius of the brush at start, in pixels of the photograph.</source>
        <translation>启动时的画笔半径，以照片像素为单位。</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>魔棒容差</translation>
    </message>
    <message>
        <source>How much red, green and blue may differ from the pixel that was clicked, of 255.</source>
        <translation>红、绿、蓝与所单击像素的最大差异（满值 255）。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name of an installed model; empty means the one that comes with cosegui.</source>
        <translation>已安装模型的名称；留空则使用 cosegui 自带的模型。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>auto takes the fastest device there is; or cpu, cuda, cuda:0, mps.</source>
        <translation>auto 使用可用的最快设备；或 cpu、cuda、cuda:0、mps。</translation>
    </message>
    <message>
        <source>Spatial modulator</source>
        <translation>空间调制器</translation>
    </message>
    <message>
        <source>How the object that the images share is found.</source>
        <translation>如何找到图像共有的目标。</translation>
    </message>
    <message>
        <source>As the model was trained</source>
        <translation>与模型训练时相同</translation>
    </message>
    <message>
        <source>Closed form</source>
        <translation>闭式解</translation>
    </message>
    <message>
        <source>Cross-image</source>
        <translation>跨图像</translation>
    </message>
    <message>
        <source>Published (iterative)</source>
        <translation>论文方法（迭代）</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>How probabilities become a mask. Each image can be changed by its slider later.</source>
        <translation>概率如何变成掩码。之后可用滑块逐图调整。</translation>
    </message>
    <message>
        <source>As the model was calibrated</source>
        <translation>按模型校准</translation>
    </message>
    <message>
        <source>Otsu, image by image</source>
        <translation>Otsu，逐图</translation>
    </message>
    <message>
        <source>The value below</source>
        <translation>使用下面的值</translation>
    </message>
    <message>
        <source>Fixed threshold</source>
        <translation>固定阈值</translation>
    </message>
    <message>
        <source>Pixels from this probability on belong to the mask.</source>
        <translation>达到此概率的像素属于掩码。</translation>
    </message>
    <message>
        <source>Follow the edges of the photograph</source>
        <translation>贴合照片边缘</translation>
    </message>
    <message>
        <source>Refine masks at full resolution with the photograph as guide.</source>
        <translation>以照片为引导，在全分辨率下细化掩码。</translation>
    </message>
    <message>
        <source>Run when a folder is opened</source>
        <translation>打开文件夹时运行</translation>
    </message>
    <message>
        <source>Segment new groups at once instead of waiting for Run.</source>
        <translation>立即分割新的组，而不等待手动运行。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>自动保存间隔</translation>
    </message>
    <message>
        <source>Seconds from a change to the automatic save; 0 switches it off. Strokes are kept in a journal either way.</source>
        <translation>更改后到自动保存的秒数；0 表示关闭。笔画始终记入日志。</translation>
    </message>
    <message>
        <source>Reopen the last project at start</source>
        <translation>启动时重新打开上次的项目</translation>
    </message>
    <message>
        <source>Start where the last session ended.</source>
        <translation>从上次结束的地方开始。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Undo memory per image</source>
        <translation>每张图像的撤销内存</translation>
    </message>
    <message>
        <source>Beyond this, the oldest steps are forgotten; the last hundred are always kept.</source>
        <translation>超出后将忘记最早的步骤；最近一百步始终保留。</translation>
    </message>
    <message>
        <source>Image memory</source>
        <translation>图像内存</translation>
    </message>
    <message>
        <source>How much memory decoded photographs may fill, so that switching is instant.</source>
        <translation>解码照片可占用的内存，使切换瞬间完成。</translation>
    </message>
</context>
</TS>
