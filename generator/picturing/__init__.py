"""画图: figures of a document as pictures: where the money goes, budget against outturn, the years before."""
