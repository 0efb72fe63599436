"""An analyst's bench: what `import rehab` gives to explore a province, a line, an indicator, and to ask "what if".

Everything here reads the tables that a run has written, as the audience may see them; nothing here writes.
"""
