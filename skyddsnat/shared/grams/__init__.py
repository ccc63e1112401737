"""Search by pieces of words: finds compounds, inflections and misspelled words in any language, without a lexicon.

- Words become overlapping pieces of 3, 4 and 5 letters, word edges included: character n-grams serve compounding
  languages as well as lemmatising does (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text
  Retrieval", Information Retrieval 7, 2004), and edges tell beginnings and ends (Bojanowski and others, "Enriching Word
  Vectors with Subword Information", TACL 5, 2017).
- They are weighed by BM25 with the usual k1 = 1.2, b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance
  Framework: BM25 and Beyond", 2009), as tantivy implements it.
- A text is worth what the whole is worth and what its best passage is worth, half overlapping windows of fixed length
  (Callan, "Passage-Level Evidence in Document Retrieval", SIGIR 1994), and what its title is worth.

`index.py` is the door. Nothing here knows a database or a request.
"""
