"""Tools for tonight, as pure rules: may we vote, when does a term end, is this paper whole."""
