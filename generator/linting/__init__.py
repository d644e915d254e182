"""措辞自检: the wording of an edition, looked at without a document."""
