"""Whole installations: making a believable one, and (later) keeping, bringing back and checking one."""
