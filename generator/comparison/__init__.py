"""对照: what an original prints beside what derives, and the 原文 that would record the difference."""
