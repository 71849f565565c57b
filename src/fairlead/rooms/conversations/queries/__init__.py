"""Reading conversations, each as its viewer may."""
