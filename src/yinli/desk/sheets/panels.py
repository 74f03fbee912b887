"""What sheets show on other pages."""

from yinli.desk.sheets import queries, wording


def came_from(viewer, project):
    """On a project's page: the rows it came from, with who had registered it there and when."""
    found = queries.origins(viewer, project)
    if not found:
        return None
    rows = [
        {"row": row, "sheet": row.sheet_import, "opens": opens, "said": wording.beside(row.values)}
        for row, opens in found
    ]
    return {"rows": rows, "count": len(rows)}
