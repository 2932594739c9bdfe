"""Two readers, one answer: the likeliest string under both of them.

The first reader finds digits one by one and joins them to a chain; the second reads a string whole,
without cutting it apart (`agreement`). Each number is answered as the string that both together
find likeliest, out of the first reader's own, its small changes, and the best ones of the second
(prefix search: Graves et al., 2006; with a beam: Hannun et al., 2014).

A string's score is a weighted sum of what each reader says of it, and its chance the share of its
score among all candidates and the possibility that something else is right: a log-linear model,
fitted on drawn pages by writers held out (`ModelCard.joint`).
"""

from inkread.joint.answering import Answers, answer_jointly
from inkread.joint.ballots import Ballot, Candidate, Weights
from inkread.joint.weighing import weigh

__all__ = ["Answers", "Ballot", "Candidate", "Weights", "answer_jointly", "weigh"]
