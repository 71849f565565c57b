"""The room of promises: the journal, what stands, and the pages where two people make and keep one."""
