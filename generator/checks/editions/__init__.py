"""版式自检: whether the forms and relations of an edition can be worked out at all."""
