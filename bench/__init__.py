"""How fast the product is, at two sizes of the same association; `make bench`.

Nothing of the product imports it, and it is in no image.
"""
