"""A user's own workbook, unchanged in content, with its findings marked; the only exhibit that knows openpyxl."""
