"""The site on disk: built in every language, written as pages for other engines, served."""
